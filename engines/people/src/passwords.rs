//! Slow hashes, off the async threads.
use argon2::Argon2;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use lianxin_kernel::{Error, Random, Result, Secret, Witness};
use std::sync::{Arc, LazyLock};
use tokio::sync::Semaphore;

/// Each hash takes 19 MiB (argon2id, the crate's recommended parameters: 2 rounds, 1 lane), so only
/// a few at once.
static AT_ONCE: Semaphore = Semaphore::const_new(4);

/// What a password is held against when there is no such login, so that both take as long.
static NOBODY: LazyLock<String> =
    LazyLock::new(|| hash_now("nobody has this one", b"no such login 00").unwrap_or_default());

pub(crate) async fn hash(random: &dyn Random, password: &Secret<String>) -> Result<Secret<String>> {
    let mut salt = [0; 16];
    random.fill(&mut salt);
    let password = password.expose().clone();
    slowly(move || hash_now(&password, &salt)).await?.map(Secret::new)
}

/// `None` is held against nobody's hash.
pub(crate) async fn verify(
    witness: Option<Arc<dyn Witness>>,
    password: &Secret<String>,
    hash: Option<String>,
) -> Result<bool> {
    let password = password.expose().clone();
    slowly(move || {
        let known = hash.is_some();
        let hash = hash.as_deref().unwrap_or(NOBODY.as_str());
        let fits = Argon2::default().verify_password(password.as_bytes(), hash).is_ok();
        if let Some(witness) = witness {
            witness.labored(cost_of(hash));
        }
        fits && known
    })
    .await
}

/// The part of a hash that says how much work it is: `argon2id$v=19$m=19456,t=2,p=1`.
fn cost_of(hash: &str) -> &str {
    let parts = hash.trim_start_matches('$').match_indices('$').nth(2);
    parts.map_or("", |(end, _)| &hash[1..=end])
}

async fn slowly<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
    let _turn = AT_ONCE.acquire().await.map_err(Error::internal)?;
    tokio::task::spawn_blocking(work).await.map_err(Error::internal)
}

fn hash_now(password: &str, salt: &[u8]) -> Result<String> {
    let hash = Argon2::default().hash_password_with_salt(password.as_bytes(), salt);
    hash.map(|h| h.to_string()).map_err(Error::internal)
}

#[cfg(test)]
mod tests {
    use super::*;
    use lianxin_kernel::SeededRandom;

    #[tokio::test]
    async fn only_the_password_itself_fits() {
        let secret = Secret::new("correct horse".to_owned());
        let hash = hash(&SeededRandom::new(1), &secret).await.unwrap().into_inner();
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hash}");
        assert!(verify(None, &secret, Some(hash.clone())).await.unwrap());
        let other = Secret::new("correct horsf".to_owned());
        assert!(!verify(None, &other, Some(hash)).await.unwrap());
        assert!(!verify(None, &Secret::new("nobody has this one".to_owned()), None).await.unwrap());
        assert_eq!(cost_of(&NOBODY), "argon2id$v=19$m=19456,t=2,p=1");
    }
}
