//! Policy documents as the AWS CLI and the API wrap them.

/// The document itself, where the API gives it URL-encoded (RFC 3986), else the text as it is. Bytes that are no UTF-8 are kept encoded.
pub fn decode(text: &str) -> String {
    let trimmed = text.trim();
    if !trimmed.starts_with("%7B") && !trimmed.starts_with("%7b") {
        return text.to_owned();
    }
    let mut bytes = Vec::with_capacity(trimmed.len());
    let mut rest = trimmed.as_bytes();
    while let Some((first, behind)) = rest.split_first() {
        let pair = behind.get(..2).and_then(|pair| core::str::from_utf8(pair).ok());
        let decoded = pair.filter(|_| *first == b'%').and_then(|pair| u8::from_str_radix(pair, 16).ok());
        if let Some(byte) = decoded {
            bytes.push(byte);
            rest = behind.get(2..).unwrap_or_default();
        } else {
            bytes.push(*first);
            rest = behind;
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}
