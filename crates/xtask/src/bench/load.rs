//! The load generator: some connections, each of which asks again as soon as it is answered.

use super::{http::Connection, plan::Plan};
use std::{
    net::SocketAddr,
    sync::Arc,
    time::{Duration, Instant},
};
use tokio::task::JoinSet;

/// No round counts more: what is measured must fit in memory.
const MOST_PER_CONNECTION: usize = 200_000;
/// An answer that takes longer than this has failed.
const PATIENCE: Duration = Duration::from_secs(10);

/// What came of a load.
pub struct Load {
    pub took: Duration,
    /// How long each answer took, in nanoseconds, the quickest first.
    pub answers: Vec<u64>,
}

impl Load {
    pub fn per_second(&self) -> f64 {
        self.answers.len() as f64 / self.took.as_secs_f64()
    }

    /// The time in microseconds within which this share of the answers came.
    pub fn within(&self, share: f64) -> f64 {
        let last = self.answers.len().saturating_sub(1);
        let place = (last as f64 * share).round() as usize;
        self.answers.get(place).map_or(0.0, |nanoseconds| *nanoseconds as f64 / 1000.0)
    }
}

/// Loads a server with a plan for some time. The first answer that isn't the expected one ends it.
pub async fn load(to: SocketAddr, plan: &Arc<Plan>, time: Duration) -> Result<Load, String> {
    let mut connections = Vec::new();
    for _ in 0..plan.connections {
        connections.push(Connection::open(to).await.map_err(|error| format!("connecting: {error}"))?);
    }
    let begun = Instant::now();
    let mut workers = JoinSet::new();
    for connection in connections {
        workers.spawn(ask_again_and_again(connection, plan.clone(), begun + time));
    }
    let mut answers = Vec::new();
    let all = async {
        while let Some(worker) = workers.join_next().await {
            answers.extend(worker.map_err(|error| error.to_string())??);
        }
        Ok::<(), String>(())
    };
    let ended = tokio::time::timeout(time + PATIENCE, all).await;
    ended.map_err(|_| format!("{}: no answer within {} s", plan.name, PATIENCE.as_secs()))??;
    let took = begun.elapsed();
    answers.sort_unstable();
    Ok(Load { took, answers })
}

async fn ask_again_and_again(mut connection: Connection, plan: Arc<Plan>, until: Instant) -> Result<Vec<u64>, String> {
    let (mut answers, mut request) = (Vec::with_capacity(16 * 1024), Vec::new());
    let mut now = Instant::now();
    while now < until && answers.len() < MOST_PER_CONNECTION {
        plan.next(&mut request);
        let answer = connection.ask(&request).await.map_err(|error| format!("{}: {error}", plan.name))?;
        plan.check(&answer)?;
        let then = Instant::now();
        answers.push(u64::try_from((then - now).as_nanos()).unwrap_or(u64::MAX));
        now = then;
    }
    Ok(answers)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_answers_that_there_were() {
        let load = Load { took: Duration::from_secs(2), answers: (1..=101).map(|n| n * 1000).collect() };
        assert_eq!((load.within(0.5), load.within(0.99), load.within(1.0)), (51.0, 100.0, 101.0));
        assert_eq!(load.per_second(), 50.5);
        let none = Load { took: Duration::from_secs(1), answers: Vec::new() };
        assert_eq!((none.within(0.5), none.per_second()), (0.0, 0.0));
    }
}
