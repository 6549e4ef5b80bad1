//! Ten services to moto: the first deployment, and one that finds nothing to do.
//!
//! The whole process, its deploying part alone, and beside them the same calls without either, so that what is moto's
//! own is seen.

use std::process::Command;

use ecs_dsl::aws::Access;
use ecs_dsl_tests::emulator::{Emulator, Kind};
use ecs_dsl_tests::fleet::Fleet;
use ecs_dsl_tests::measure::{self, Pair, Run, Table};
use ecs_dsl_tests::request::Request;
use ecs_dsl_tests::workspace;
use serde_json::{Value, json};

use crate::replay::{Manner, Recorded, Recorder, replay, with};
use crate::rig::{deploy, manifest, run};
use crate::{Extent, Failure};

const REGION: &str = "us-east-1";

pub(crate) fn measured(extent: Extent) -> Result<String, Failure> {
    let emulator = match Emulator::start_without_managed_policies(Kind::Moto) {
        Ok(emulator) => emulator,
        Err(unavailable) => return Ok(format!("moto: skipped: {unavailable}\n")),
    };
    let (services, times) = if extent == Extent::Full { (10, 11) } else { (2, 1) };
    let place = Place { services, emulator };

    let recorder = Recorder::before(place.port()?)?;
    let network = place.anew()?;
    place.deployed(&recorder.endpoint(), &network)?;
    let first = recorder.take();
    place.unchanged(&recorder.endpoint(), &network)?;
    let again = recorder.take();
    if first.is_empty() || again.is_empty() {
        return Err("the program called nothing".into());
    }
    let recorded = Calls { network, first, again };

    let mut table = Table::new(&[
        "deploy to moto",
        "wall: median (min–max)",
        "processor",
        "calls",
        "ratio to the same calls alone",
    ]);
    let mut beside = Table::new(&["the same calls alone", "back to back", "as parallel as ours"]);
    let endpoint = place.emulator.endpoint();
    for (name, calls, is_first) in [("first", &recorded.first, true), ("unchanged", &recorded.again, false)] {
        // An unchanged stack stays unchanged, so only a first deployment needs a world without it.
        let prepared = || if is_first { place.anew() } else { place.there(&recorded) };
        let sent = |manner| -> Result<Run, Failure> {
            let network = prepared()?;
            let calls = with(calls, &recorded.network.to(&network))?;
            Ok(timed(run(replay(place.port()?, &calls, manner))??))
        };
        let whole = Pair::measure(
            times,
            || {
                let network = prepared()?;
                if is_first {
                    place.deployed(&endpoint, &network)
                } else {
                    place.unchanged(&endpoint, &network)
                }
            },
            || sent(Manner::AsRecorded),
        )?;
        let own = Pair::measure(times, || place.within(&prepared()?, is_first), || sent(Manner::AsRecorded))?;
        let serial = Pair::measure(times, || sent(Manner::BackToBack), || sent(Manner::AsRecorded))?;
        let count = calls.len().to_string();
        table.row([
            format!("{services} services, {name}: the whole process"),
            whole.ours.wall(),
            whole.ours.cpu(),
            count.clone(),
            whole.times(),
        ]);
        let what = format!("{services} services, {name}: connecting, reading, planning, applying");
        table.row([what, own.ours.wall(), String::new(), count, own.times()]);
        beside.row([format!("{services} services, {name}"), serial.ours.wall(), serial.beside.wall()]);
    }
    Ok(format!("{table}\n{beside}"))
}

/// What a deployment called, and the network that it stood in.
struct Calls {
    network: Network,
    first: Vec<Recorded>,
    again: Vec<Recorded>,
}

/// A subnet and a security group that moto has.
#[derive(Debug, Clone)]
struct Network {
    subnet: String,
    security_group: String,
}

impl Network {
    /// Returns what has to be exchanged in calls to this network for calls to another.
    fn to<'a>(&'a self, other: &'a Self) -> [(&'a str, &'a str); 2] {
        [(&self.subnet, &other.subnet), (&self.security_group, &other.security_group)]
    }
}

/// The emulator, and what is deployed to it.
struct Place {
    services: u32,
    emulator: Emulator,
}

impl Place {
    fn port(&self) -> Result<u16, Failure> {
        let endpoint = self.emulator.endpoint();
        let port = endpoint.rsplit(':').next().and_then(|port| port.parse().ok());
        port.ok_or_else(|| format!("{endpoint} has no port").into())
    }

    /// Makes moto forget everything, and everything load that it loads at the first call.
    fn anew(&self) -> Result<Network, Failure> {
        self.emulator.reset();
        self.network()
    }

    /// Returns the network of what was deployed last, deploying it where nothing is.
    fn there(&self, recorded: &Calls) -> Result<Network, Failure> {
        let network = self.network()?;
        let clusters = self.emulator.send(&[Request::new("ecs", "ListClusters", json!({}))]);
        let deployed = clusters.iter().flatten().any(|answer| answer["clusterArns"] != json!([]));
        if !deployed {
            let calls = with(&recorded.first, &recorded.network.to(&network))?;
            run(replay(self.port()?, &calls, Manner::AsRecorded))??;
        }
        Ok(network)
    }

    fn network(&self) -> Result<Network, Failure> {
        let answers = self.emulator.send(&[
            Request::new("ec2", "DescribeSubnets", json!({})),
            Request::new("ec2", "DescribeSecurityGroups", json!({})),
            Request::new("iam", "ListRoles", json!({})),
            Request::new("logs", "DescribeLogGroups", json!({})),
        ]);
        let id = |nth: usize, path: &str| -> Result<String, Failure> {
            let answer: &Value = answers[nth].as_ref().map_err(Clone::clone)?;
            let id = answer.pointer(path).and_then(Value::as_str);
            id.map(str::to_owned).ok_or_else(|| format!("moto has no {path}: {answer}").into())
        };
        let (subnet, security_group) = (id(0, "/Subnets/0/SubnetId")?, id(1, "/SecurityGroups/0/GroupId")?);
        Ok(Network { subnet, security_group })
    }

    /// Runs `deploy` as a user would, and fails unless everything was deployed.
    fn deployed(&self, endpoint: &str, network: &Network) -> Result<Run, Failure> {
        let (run, said) = self.process(endpoint, network)?;
        // A cluster, and five resources a service.
        let done = format!("{} done", 1 + 5 * self.services);
        if said.contains(&done) { Ok(run) } else { Err(format!("not `{done}`, but:\n{said}").into()) }
    }

    /// Runs `deploy` again, and fails unless there was nothing to do.
    fn unchanged(&self, endpoint: &str, network: &Network) -> Result<Run, Failure> {
        let (run, said) = self.process(endpoint, network)?;
        if said.ends_with("nothing to do\n") {
            Ok(run)
        } else {
            Err(format!("something to do:\n{said}").into())
        }
    }

    fn process(&self, endpoint: &str, network: &Network) -> Result<(Run, String), Failure> {
        let folder = workspace::scratch("bench").join("deploy");
        std::fs::create_dir_all(&folder)?;
        let (stdout, stderr) = (folder.join("stdout"), folder.join("stderr"));
        let mut command = Command::new(env!("CARGO_BIN_EXE_bench-app"));
        command.args(["deploy", "--yes", "--no-wait", "--allow", "broadens-iam", "--region", REGION]);
        command.args(["--services", &self.services.to_string(), "--circuit-breaker", "no"]);
        command.args(["--subnet", &network.subnet, "--security-group", &network.security_group]);
        command.env_clear().env("AWS_ENDPOINT_URL", endpoint).current_dir(&folder);
        command.env("AWS_ACCESS_KEY_ID", "test").env("AWS_SECRET_ACCESS_KEY", "test");
        let run = measure::run(&mut command, &stdout, &stderr)?;
        let said = std::fs::read_to_string(&stderr)?;
        if !run.status.success() {
            return Err(format!("`deploy` ended with {}:\n{said}", run.status).into());
        }
        Ok((run, said))
    }

    /// Deploys from inside this process.
    fn within(&self, network: &Network, is_first: bool) -> Result<Run, Failure> {
        let fleet = Fleet {
            services: self.services,
            region: REGION.to_owned(),
            subnet: network.subnet.clone(),
            security_group: network.security_group.clone(),
            circuit_breaker: false,
        };
        let access = Access::standard().endpoint(self.emulator.endpoint()).region(REGION).test_credentials();
        // moto runs no tasks, so there is no deployment to see the end of.
        let deployed = run(deploy(access, &manifest(&fleet)?, false))??;
        if deployed.plan.is_empty() == is_first {
            return Err(format!("{} changes", deployed.plan.changes().count()).into());
        }
        Ok(timed(deployed.whole()))
    }
}

/// Returns a run of which only the time is known.
fn timed(wall: std::time::Duration) -> Run {
    Run { wall, cpu: std::time::Duration::ZERO, peak: 0, status: std::process::ExitStatus::default() }
}
