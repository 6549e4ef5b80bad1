//! Reading several sources at once, page by page, and merging them by time.

use std::collections::{BTreeSet, VecDeque};

use super::{Owner, Source};
use crate::aws::{CallError, LogsClient, StreamEvent};

/// How much later than its time a line may appear, in milliseconds; a next look goes back so far.
const LATE: i64 = 30_000;

/// A line that a container wrote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// When, in milliseconds since 1970.
    pub timestamp: i64,
    /// The id of the task.
    pub task: String,
    /// The container's name.
    pub container: String,
    /// The log group.
    pub group: String,
    /// The stream.
    pub stream: String,
    /// What it says, without the end of the line.
    pub message: String,
}

/// What reads several sources.
#[derive(Debug)]
pub struct Reader {
    cursors: Vec<Cursor>,
    owner: Option<Owner>,
}

/// How far one source was read.
#[derive(Debug)]
struct Cursor {
    client: LogsClient,
    source: Source,
    since: i64,
    page: VecDeque<StreamEvent>,
    token: Option<String>,
    at_end: bool,
    /// Whether there is no such group, or none of the streams.
    absent: bool,
    /// The time and id of the newest lines, for as long as they may be told again.
    seen: BTreeSet<(i64, String)>,
}

impl Reader {
    /// Makes a reader of sources, each with the client of its Region, from a time in milliseconds since
    /// 1970 on.
    pub fn new(sources: impl IntoIterator<Item = (LogsClient, Source)>, since: i64) -> Self {
        let cursor = |(client, source)| Cursor {
            client,
            source,
            since,
            page: VecDeque::new(),
            token: None,
            at_end: false,
            absent: false,
            seen: BTreeSet::new(),
        };
        Self { cursors: sources.into_iter().map(cursor).collect(), owner: None }
    }

    /// Leaves out the lines of tasks that are not this owner's.
    #[must_use]
    pub fn only(mut self, owner: Option<Owner>) -> Self {
        self.owner = owner;
        self
    }

    /// Returns the oldest line that was not returned yet; `None` once all are read.
    ///
    /// # Errors
    /// What can befall every call. What is not there is no error; see [`absent`](Self::absent).
    pub async fn next(&mut self) -> Result<Option<Line>, CallError> {
        for cursor in &mut self.cursors {
            cursor.fill(self.owner.as_mut()).await?;
        }
        let oldest = self.cursors.iter_mut().filter(|cursor| !cursor.page.is_empty());
        let oldest = oldest.min_by_key(|cursor| cursor.page.front().map(|event| event.timestamp));
        Ok(oldest.and_then(Cursor::take))
    }

    /// Looks again for what has come since, and for more sources, where there are any.
    pub fn look_again(&mut self, more: impl IntoIterator<Item = (LogsClient, Source)>) {
        let since = self.cursors.iter().map(|cursor| cursor.since).min().unwrap_or_default();
        for cursor in &mut self.cursors {
            cursor.rewind();
        }
        let known: Vec<Source> = self.cursors.iter().map(|cursor| cursor.source.clone()).collect();
        let new = more.into_iter().filter(|(_, source)| !known.contains(source));
        self.cursors.extend(Self::new(new, since).cursors);
    }

    /// Returns the groups that are not there, or have none of the streams.
    pub fn absent(&self) -> BTreeSet<&str> {
        self.cursors.iter().filter(|one| one.absent).map(|one| one.source.group.as_str()).collect()
    }
}

impl Cursor {
    /// Reads until there is a line, or no more.
    async fn fill(&mut self, mut owner: Option<&mut Owner>) -> Result<(), CallError> {
        while self.page.is_empty() && !self.at_end {
            let Source { group, streams, .. } = &self.source;
            let answer = self.client.filter_events(group, streams, self.since, self.token.as_deref()).await;
            let (events, token) = match answer {
                Ok(page) => page,
                Err(error) if error.is_not_found() => {
                    self.absent = true;
                    (Vec::new(), None)
                }
                Err(error) => return Err(error),
            };
            self.at_end = token.is_none();
            self.token = token;
            if let Some(owner) = &mut owner {
                owner.settle(events.iter().map(|event| self.source.task_of(&event.stream))).await;
            }
            for event in events {
                let is_own = owner.as_ref().is_none_or(|owner| owner.has(self.source.task_of(&event.stream)));
                if self.seen.insert((event.timestamp, event.id.clone())) && is_own {
                    self.page.push_back(event);
                }
            }
            self.forget();
        }
        Ok(())
    }

    fn take(&mut self) -> Option<Line> {
        let event = self.page.pop_front()?;
        Some(Line {
            timestamp: event.timestamp,
            task: self.source.task_of(&event.stream).to_owned(),
            container: self.source.container.clone(),
            group: self.source.group.clone(),
            message: event.message.trim_end_matches(['\n', '\r']).to_owned(),
            stream: event.stream,
        })
    }

    fn rewind(&mut self) {
        (self.token, self.at_end, self.absent) = (None, false, false);
        if let Some((newest, _)) = self.seen.last() {
            self.since = self.since.max(newest - LATE);
        }
        self.forget();
    }

    /// Forgets the lines that cannot be told again.
    fn forget(&mut self) {
        let Some((newest, _)) = self.seen.last() else { return };
        let oldest = (newest - LATE, String::new());
        if self.seen.first().is_some_and(|first| *first < oldest) {
            self.seen = self.seen.split_off(&oldest);
        }
    }
}
