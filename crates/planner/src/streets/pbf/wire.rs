//! The wire format of protocol buffers, as far as a map needs it.

/// What is wrong with the bytes.
pub(super) type Fault = &'static str;
pub(super) type Parsed<T> = Result<T, Fault>;

/// Bytes not yet read.
#[derive(Clone, Copy)]
pub(super) struct Wire<'a>(pub &'a [u8]);

pub(super) enum Value<'a> {
    Number(u64),
    Bytes(&'a [u8]),
    /// Four or eight bytes at once, which no field we read has.
    Fixed,
}

impl<'a> Wire<'a> {
    pub(super) fn is_empty(self) -> bool {
        self.0.is_empty()
    }

    #[inline]
    pub(super) fn varint(&mut self) -> Parsed<u64> {
        let mut value = 0;
        for (place, byte) in self.0.iter().take(10).enumerate() {
            value |= u64::from(byte & 0x7f) << (7 * place);
            if *byte < 0x80 {
                self.0 = &self.0[place + 1..];
                return Ok(value);
            }
        }
        Err("a number is cut short")
    }

    /// A number whose sign is in its lowest bit.
    #[inline]
    pub(super) fn signed(&mut self) -> Parsed<i64> {
        let value = self.varint()?;
        Ok((value >> 1).cast_signed() ^ -(value & 1).cast_signed())
    }

    /// The next field with its number; `None` at the end.
    pub(super) fn field(&mut self) -> Parsed<Option<(u64, Value<'a>)>> {
        if self.is_empty() {
            return Ok(None);
        }
        let key = self.varint()?;
        let value = match key & 7 {
            0 => Value::Number(self.varint()?),
            1 => self.bytes(8).map(|_| Value::Fixed)?,
            2 => {
                let length = self.varint()?;
                Value::Bytes(self.bytes(length)?)
            }
            5 => self.bytes(4).map(|_| Value::Fixed)?,
            _ => return Err("a field has no known type"),
        };
        Ok(Some((key >> 3, value)))
    }

    fn bytes(&mut self, length: u64) -> Parsed<&'a [u8]> {
        let length = usize::try_from(length).map_err(|_| "a field is too long")?;
        let (bytes, rest) = self.0.split_at_checked(length).ok_or("a field is cut short")?;
        self.0 = rest;
        Ok(bytes)
    }
}
