//! What many runs say together.

use std::time::Duration;

use super::Run;

/// The runs of one program.
#[derive(Debug, Clone, Default)]
pub struct Stats {
    walls: Vec<Duration>,
    cpus: Vec<Duration>,
    peak: u64,
}

impl Stats {
    /// Adds a run.
    pub fn add(&mut self, run: &Run) {
        self.walls.push(run.wall);
        self.walls.sort_unstable();
        self.cpus.push(run.cpu);
        self.cpus.sort_unstable();
        self.peak = self.peak.max(run.peak);
    }

    /// Returns the shortest time; zero without runs.
    #[must_use]
    pub fn min(&self) -> Duration {
        self.walls.first().copied().unwrap_or_default()
    }

    /// Returns the time that half of the runs stay within; zero without runs.
    #[must_use]
    pub fn median(&self) -> Duration {
        median(&self.walls)
    }

    /// Returns the longest time; zero without runs.
    #[must_use]
    pub fn max(&self) -> Duration {
        self.walls.last().copied().unwrap_or_default()
    }

    /// Returns the median of the processor times.
    #[must_use]
    pub fn cpu(&self) -> String {
        duration(median(&self.cpus))
    }

    /// Returns the most memory of any run, in bytes.
    #[must_use]
    pub fn peak(&self) -> u64 {
        self.peak
    }

    /// Returns the times as `median (min–max)`.
    #[must_use]
    pub fn wall(&self) -> String {
        format!("{} ({}–{})", duration(self.median()), duration(self.min()), duration(self.max()))
    }

    /// Returns the most memory of any run, in MiB.
    #[must_use]
    pub fn memory(&self) -> String {
        #[expect(clippy::cast_precision_loss, reason = "a tenth of a MiB is shown")]
        let mib = self.peak as f64 / f64::from(1 << 20);
        format!("{mib:.1} MiB")
    }
}

/// Two programs that ran alternately, as often.
#[derive(Debug, Clone, Default)]
pub struct Pair {
    /// The program that is measured.
    pub ours: Stats,
    /// The program beside it.
    pub beside: Stats,
    ratios: Vec<f64>,
}

impl Pair {
    /// Runs both programs in turn, `times` times, and returns what they took.
    ///
    /// # Errors
    /// The first error of either.
    pub fn measure<E>(
        times: u32,
        mut ours: impl FnMut() -> Result<Run, E>,
        mut beside: impl FnMut() -> Result<Run, E>,
    ) -> Result<Self, E> {
        let mut pair = Self::default();
        for _ in 0..times {
            pair.add(&ours()?, &beside()?);
        }
        Ok(pair)
    }

    fn add(&mut self, ours: &Run, beside: &Run) {
        self.ours.add(ours);
        self.beside.add(beside);
        self.ratios.push(ours.wall.as_secs_f64() / beside.wall.as_secs_f64());
        self.ratios.sort_unstable_by(f64::total_cmp);
    }

    /// Returns the median of what each run of ours took as a multiple of the run beside it; not a number without runs.
    ///
    /// Run by run, because what else the machine does then falls on both.
    #[must_use]
    pub fn ratio(&self) -> f64 {
        let middle = self.ratios.len() / 2;
        match self.ratios.len() {
            0 => f64::NAN,
            odd if odd % 2 == 1 => self.ratios[middle],
            _ => f64::midpoint(self.ratios[middle - 1], self.ratios[middle]),
        }
    }

    /// Returns the ratio of the times, such as `1.3 ×`.
    #[must_use]
    pub fn times(&self) -> String {
        format!("{:.2} ×", self.ratio())
    }
}

fn median(sorted: &[Duration]) -> Duration {
    let middle = sorted.len() / 2;
    match sorted.len() {
        0 => Duration::ZERO,
        odd if odd % 2 == 1 => sorted[middle],
        _ => (sorted[middle - 1] + sorted[middle]) / 2,
    }
}

fn duration(it: Duration) -> String {
    match it.as_secs_f64() {
        seconds if seconds >= 1.0 => format!("{seconds:.2} s"),
        seconds if seconds >= 0.1 => format!("{:.0} ms", seconds * 1e3),
        seconds => format!("{:.1} ms", seconds * 1e3),
    }
}
