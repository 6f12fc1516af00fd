/// Puts lists one after another at compile time, for an engine whose features each bring their own:
/// `joined!(Check; rights::CHECKS, families::CHECKS)`. At least one of them is not empty.
#[macro_export]
macro_rules! joined {
    ($kind:ty; $($part:expr),+ $(,)?) => {{
        const PARTS: &[&[$kind]] = &[$($part),+];
        const COUNT: usize = $crate::count(PARTS);
        const ALL: [$kind; COUNT] = $crate::join(PARTS);
        &ALL
    }};
}

#[doc(hidden)]
pub const fn count<T>(parts: &[&[T]]) -> usize {
    let (mut all, mut part) = (0, 0);
    while part < parts.len() {
        all += parts[part].len();
        part += 1;
    }
    all
}

#[doc(hidden)]
pub const fn join<T: Copy, const COUNT: usize>(parts: &[&[T]]) -> [T; COUNT] {
    let mut first = 0;
    while parts[first].is_empty() {
        first += 1;
    }
    let mut all = [parts[first][0]; COUNT];
    let (mut at, mut part) = (0, 0);
    while part < parts.len() {
        let mut one = 0;
        while one < parts[part].len() {
            all[at] = parts[part][one];
            at += 1;
            one += 1;
        }
        part += 1;
    }
    all
}

#[cfg(test)]
mod tests {
    #[test]
    fn lists_stand_one_after_another() {
        const NONE: &[u8] = &[];
        const ALL: &[u8] = joined!(u8; NONE, &[1, 2], NONE, &[3]);
        assert_eq!(ALL, [1, 2, 3]);
    }
}
