use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

/// A keyed fingerprint (HMAC-SHA-256) of parts, each bounded so that no two lists look alike.
pub fn seal(key: &[u8; 32], parts: &[&[u8]]) -> [u8; 32] {
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(key) else {
        // HMAC takes a key of any length.
        return [0; 32];
    };
    for part in parts {
        mac.update(&(part.len() as u64).to_be_bytes());
        mac.update(part);
    }
    mac.finalize().into_bytes().into()
}

/// SHA-256. For tokens of full randomness only; a guessable thing needs [`seal`] or a slow hash.
pub fn fingerprint(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

/// Compares without telling by its time how much was alike.
pub fn same(a: &[u8], b: &[u8]) -> bool {
    a.ct_eq(b).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seal_tells_keys_and_part_bounds_apart() {
        let key = [7; 32];
        assert_eq!(seal(&key, &[b"ab", b"c"]), seal(&key, &[b"ab", b"c"]));
        assert_ne!(seal(&key, &[b"ab", b"c"]), seal(&key, &[b"a", b"bc"]));
        assert_ne!(seal(&key, &[b"ab"]), seal(&[8; 32], &[b"ab"]));
        assert!(same(b"x", b"x") && !same(b"x", b"y") && !same(b"x", b"xx"));
    }
}
