use super::{CodeId, Phone};
use data_encoding::BASE64URL_NOPAD;
use lianxin_kernel::{AnyId, Kind, Timestamp, same, seal};

/// Says that whoever holds it proved a phone by a code a moment ago. Sealed, not stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Ticket {
    pub code: CodeId,
    pub phone: Phone,
    pub until: Timestamp,
}

impl Ticket {
    pub fn show(&self, key: &[u8; 32]) -> String {
        let mut body = self.code.id().as_bytes().to_vec();
        body.extend(self.until.0.to_be_bytes());
        body.extend(self.phone.as_str().as_bytes());
        let mut bytes = seal(key, &[b"ticket", &body]).to_vec();
        bytes.extend(body);
        BASE64URL_NOPAD.encode(&bytes)
    }

    /// `None` for one that is old or that this installation did not make.
    pub fn read(text: &str, key: &[u8; 32], now: Timestamp) -> Option<Self> {
        let bytes = BASE64URL_NOPAD.decode(text.as_bytes()).ok()?;
        let (mac, body) = bytes.split_at_checked(32)?;
        if !same(mac, &seal(key, &[b"ticket", body])) {
            return None;
        }
        let (code, rest) = body.split_at_checked(16)?;
        let (until, phone) = rest.split_at_checked(8)?;
        let until = Timestamp(i64::from_be_bytes(until.try_into().ok()?));
        let code = CodeId(AnyId::from_bytes(code.try_into().ok()?));
        let phone = Phone::parse(std::str::from_utf8(phone).ok()?)?;
        (now < until).then_some(Self { code, phone, until })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn ticket() -> Ticket {
        let phone = Phone::parse("13812342071").unwrap();
        Ticket { code: CodeId(AnyId::compose(1, 1, 9)), phone, until: Timestamp(1_000) }
    }

    #[test]
    fn a_ticket_reads_back_until_its_end() {
        let text = ticket().show(&[3; 32]);
        assert_eq!(Ticket::read(&text, &[3; 32], Timestamp(999)), Some(ticket()));
        assert_eq!(Ticket::read(&text, &[3; 32], Timestamp(1_000)), None);
        assert_eq!(Ticket::read(&text, &[4; 32], Timestamp(1)), None);
    }

    proptest! {
        #[test]
        fn a_changed_ticket_is_refused(at in 0_usize..100, bit in 0_u8..8) {
            let mut bytes = BASE64URL_NOPAD.decode(ticket().show(&[3; 32]).as_bytes()).unwrap();
            let at = at % bytes.len();
            bytes[at] ^= 1 << bit;
            let text = BASE64URL_NOPAD.encode(&bytes);
            prop_assert_eq!(Ticket::read(&text, &[3; 32], Timestamp(1)), None);
        }

        #[test]
        fn any_text_is_refused(text in "\\PC{0,120}") {
            prop_assert_eq!(Ticket::read(&text, &[3; 32], Timestamp(1)), None);
        }
    }
}
