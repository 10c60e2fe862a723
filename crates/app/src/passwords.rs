//! Hashing passwords: argon2id, on as many threads as there are cores, with a queue that has an end.
//!
//! A hash costs 19 MiB and some 20 ms of a core on purpose. Without a bound, a crowd of wrong passwords would take all of
//! the memory and all of the cores from those who are signed in.

use crate::{Failure, Outcome};
use argon2::{Argon2, Params, PasswordHasher, PasswordVerifier, password_hash::phc::PasswordHash};
use roster_domain::{
    password::{MAX_LENGTH, judge, prepare},
    refusal::Refusal,
};
use std::{fmt, num::NonZero, sync::Arc, thread::available_parallelism};
use tokio::sync::Semaphore;

/// How many hashes may wait for each core: about two seconds of work.
const PLACES_PER_CORE: usize = 64;

/// What a hash costs whoever makes it, and whoever guesses.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PasswordCost {
    /// OWASP's recommendation for argon2id: 19 MiB, two passes, one lane.
    #[default]
    Owasp,
    /// Next to nothing, for tests and for data that is made up. No configuration leads here. The first sign-in with such
    /// a password at a real cost replaces the hash by a real one.
    Trivial,
}

impl PasswordCost {
    fn params(self) -> Params {
        let (memory_kib, passes, lanes) = match self {
            PasswordCost::Owasp => (19_456, 2, 1),
            PasswordCost::Trivial => (Params::MIN_M_COST, 1, 1),
        };
        Params::new(memory_kib, passes, lanes, None).expect("these are within argon2's bounds")
    }
}

/// What a comparison gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// It is another password, or there is none.
    Wrong,
    /// It is the password.
    Right,
    /// It is the password, and its hash is weaker than those of today.
    RightButWeak,
}

/// The pool in which passwords are hashed and compared.
pub(crate) struct Passwords {
    argon2: Argon2<'static>,
    /// Those that run and those that wait.
    places: Arc<Semaphore>,
    /// Those that run.
    cores: Arc<Semaphore>,
}

impl Passwords {
    pub(crate) fn new(cost: PasswordCost) -> Passwords {
        let cores = available_parallelism().map_or(1, NonZero::get);
        Passwords {
            argon2: Argon2::from(cost.params()),
            places: Arc::new(Semaphore::new(cores * PLACES_PER_CORE)),
            cores: Arc::new(Semaphore::new(cores)),
        }
    }

    /// Judges a new password and hashes it. `pointer` names the field that a refusal speaks of; the known words are what
    /// an attacker would try first (see [`roster_domain::password::known_words`]).
    pub(crate) async fn choose(
        &self,
        pointer: &str,
        password: &str,
        known_words: Vec<String>,
        salt: [u8; 16],
    ) -> Outcome<String> {
        // What is far too long is not even prepared.
        let password = if within_reach(password) { prepare(password) } else { "x".repeat(MAX_LENGTH + 1) };
        let work = move |argon2: &Argon2<'_>| {
            let words: Vec<&str> = known_words.iter().map(String::as_str).collect();
            judge(&password, &known_words, |password| zxcvbn::zxcvbn(password, &words).score().into())
                .map(|()| hash(argon2, &password, &salt))
        };
        match self.run(work).await? {
            Ok(hash) => hash,
            Err(problem) => Err(Refusal::field(pointer, problem.code()).into()),
        }
    }

    /// Hashes a password that is good already.
    pub(crate) async fn hash(&self, password: &str, salt: [u8; 16]) -> Outcome<String> {
        let password = prepare(password);
        self.run(move |argon2| hash(argon2, &password, &salt)).await?
    }

    /// Compares a password with a stored hash. Where there is none it takes as long as if there were one, so that nobody
    /// learns by the time taken whether an address has a sign-in.
    pub(crate) async fn verify(&self, stored: Option<String>, password: &str) -> Outcome<Verdict> {
        let (stored, password) = match within_reach(password) {
            true => (stored, prepare(password)),
            false => (None, String::new()),
        };
        self.run(move |argon2| verify(argon2, stored.as_deref(), &password)).await?
    }

    async fn run<T, F>(&self, work: F) -> Outcome<T>
    where
        T: Send + 'static,
        F: FnOnce(&Argon2<'static>) -> T + Send + 'static,
    {
        let full = |_| Failure::from(Refusal::Throttled { retry_after: 2 });
        let place = Arc::clone(&self.places).try_acquire_owned().map_err(full)?;
        let core = Arc::clone(&self.cores).acquire_owned().await;
        let argon2 = self.argon2.clone();
        let worked = tokio::task::spawn_blocking(move || {
            let done = work(&argon2);
            // Freed by the thread: whoever asked may have gone away meanwhile, the work goes on.
            drop((core, place));
            done
        });
        worked.await.map_err(|e| Failure::broken(format!("hashing a password: {e}")))
    }
}

impl fmt::Debug for Passwords {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Passwords").field("params", self.argon2.params()).finish_non_exhaustive()
    }
}

/// Whether this can be somebody's password: a character has at most four octets.
fn within_reach(password: &str) -> bool {
    password.len() <= 4 * MAX_LENGTH
}

fn hash(argon2: &Argon2<'_>, password: &str, salt: &[u8; 16]) -> Outcome<String> {
    let hash = argon2.hash_password_with_salt(password.as_bytes(), salt);
    hash.map(|hash| hash.to_string()).map_err(|e| Failure::broken(format!("hashing a password: {e}")))
}

fn verify(argon2: &Argon2<'_>, stored: Option<&str>, password: &str) -> Outcome<Verdict> {
    let Some(stored) = stored else {
        hash(argon2, password, b"nobody's salt...")?;
        return Ok(Verdict::Wrong);
    };
    let stored = PasswordHash::new(stored).map_err(|e| Failure::broken(format!("a stored password hash: {e}")))?;
    match argon2.verify_password(password.as_bytes(), &stored) {
        Ok(()) if is_weaker(&stored, argon2.params()) => Ok(Verdict::RightButWeak),
        Ok(()) => Ok(Verdict::Right),
        Err(argon2::password_hash::Error::PasswordInvalid) => Ok(Verdict::Wrong),
        Err(e) => Err(Failure::broken(format!("a stored password hash: {e}"))),
    }
}

fn is_weaker(stored: &PasswordHash, wanted: &Params) -> bool {
    let is_argon2id = stored.algorithm == argon2::ARGON2ID_IDENT;
    let params = Params::try_from(stored);
    !is_argon2id || params.is_ok_and(|is| is.m_cost() < wanted.m_cost() || is.t_cost() < wanted.t_cost())
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = "seven quiet otters paint";

    fn refused(outcome: Outcome<String>) -> Refusal {
        match outcome {
            Err(Failure::Refused(refusal)) => refusal,
            other => panic!("{other:?}"),
        }
    }

    #[tokio::test]
    async fn the_hash_is_owasps_argon2id_and_only_the_password_fits_it() {
        let pool = Passwords::new(PasswordCost::Owasp);
        let hash = pool.choose("/password", GOOD, Vec::new(), [7; 16]).await.unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hash}");
        assert_eq!(pool.verify(Some(hash.clone()), GOOD).await.unwrap(), Verdict::Right);
        assert_eq!(pool.verify(Some(hash.clone()), "seven quiet otters paint ").await.unwrap(), Verdict::Wrong);
        assert_eq!(pool.verify(Some(hash), &"x".repeat(1 << 20)).await.unwrap(), Verdict::Wrong);
        assert_eq!(pool.verify(None, GOOD).await.unwrap(), Verdict::Wrong);
    }

    #[tokio::test]
    async fn a_weaker_hash_is_told_and_a_stronger_one_is_left_alone() {
        let (weak, strong) = (Passwords::new(PasswordCost::Trivial), Passwords::new(PasswordCost::Owasp));
        let hash = weak.hash(GOOD, [7; 16]).await.unwrap();
        assert_eq!(strong.verify(Some(hash.clone()), GOOD).await.unwrap(), Verdict::RightButWeak);
        assert_eq!(strong.verify(Some(hash), "another one").await.unwrap(), Verdict::Wrong);
        let hash = strong.hash(GOOD, [7; 16]).await.unwrap();
        assert_eq!(weak.verify(Some(hash), GOOD).await.unwrap(), Verdict::Right);
    }

    #[tokio::test]
    async fn bad_passwords_are_refused_with_their_field() {
        let pool = Passwords::new(PasswordCost::Trivial);
        let words = || vec!["northwind".to_owned()];
        for (password, code) in [
            ("short", "too_short"),
            (&*"ä".repeat(257), "too_long"),
            (&*"ä".repeat(1 << 20), "too_long"),
            ("aaaaaaaaaaaaaaaa", "too_weak"),
            ("passwordpassword", "too_weak"),
            ("northwind2024", "made_of_known_words"),
        ] {
            let refusal = refused(pool.choose("/password", password, words(), [7; 16]).await);
            assert_eq!(refusal, Refusal::field("/password", code), "{password:.20}");
        }
        assert!(pool.choose("/password", &"otter quilt ".repeat(21), words(), [7; 16]).await.is_ok());
    }

    #[tokio::test]
    async fn a_full_queue_asks_to_come_back() {
        let pool = Passwords::new(PasswordCost::Trivial);
        let places = u32::try_from(pool.places.available_permits()).unwrap();
        let taken = pool.places.try_acquire_many(places).unwrap();
        let refusal = refused(pool.hash(GOOD, [7; 16]).await);
        assert!(matches!(refusal, Refusal::Throttled { .. }));
        drop(taken);
        assert!(pool.hash(GOOD, [7; 16]).await.is_ok());
    }
}
