//! QR codes as pictures inside a page.
use lianxin_kernel::{Error, Result};

pub(crate) fn svg(text: &str) -> Result<String> {
    let qr = qrcode::QrCode::new(text).map_err(Error::internal)?;
    let svg = qr.render::<qrcode::render::svg::Color<'_>>().min_dimensions(240, 240).build();
    // It stands inside a page, where the declaration in front has no place.
    Ok(svg.find("<svg").and_then(|at| svg.get(at..)).unwrap_or(&svg).to_owned())
}
