use lianxin_kernel::{Error, Result};
use qrcode::{Color, EcLevel, QrCode};
use std::fmt::Write as _;

/// Blank modules around the code; ISO/IEC 18004 asks for four.
const MARGIN: usize = 4;

/// A QR code as SVG: dark on white in any theme, as large as the page wants it, with a title for those
/// who cannot see it. A text that no QR code holds (over 2,331 bytes) is refused.
pub fn qr_svg(text: &str, title: &str) -> Result<String> {
    let code = QrCode::with_error_correction_level(text, EcLevel::M);
    let code = code.map_err(|e| Error::TooLarge(format!("a QR code cannot hold this: {e}")))?;
    let width = code.width();
    let side = width + 2 * MARGIN;
    let title = escaped(title);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {side} {side}\" role=\"img\" \
         aria-label=\"{title}\" shape-rendering=\"crispEdges\"><title>{title}</title>\
         <path fill=\"#fff\" d=\"M0 0h{side}v{side}H0z\"/><path fill=\"#000\" d=\""
    );
    for (y, row) in code.to_colors().chunks(width).enumerate() {
        let mut x = 0;
        for run in row.chunk_by(|a, b| a == b) {
            if run.first() == Some(&Color::Dark) {
                let length = run.len();
                let _ = write!(svg, "M{} {}h{length}v1h-{length}z", x + MARGIN, y + MARGIN);
            }
            x += run.len();
        }
    }
    svg.push_str("\"/></svg>");
    Ok(svg)
}

fn escaped(text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    text.replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Reads the picture back into modules.
    fn dark(svg: &str) -> Vec<(usize, usize)> {
        let path = svg.rsplit_once("d=\"").unwrap().1.split_once('"').unwrap().0;
        let mut out = vec![];
        for run in path.split('M').skip(1) {
            let (x, rest) = run.split_once(' ').unwrap();
            let (y, rest) = rest.split_once('h').unwrap();
            let length: usize = rest.split_once('v').unwrap().0.parse().unwrap();
            let (x, y): (usize, usize) = (x.parse().unwrap(), y.parse().unwrap());
            out.extend((x..x + length).map(|x| (x - MARGIN, y - MARGIN)));
        }
        out
    }

    #[test]
    fn the_picture_is_the_code() {
        let text = "https://lianxin.example/check-in/ses_01k?t=0123456789";
        let svg = qr_svg(text, "Door").unwrap();
        let code = QrCode::with_error_correction_level(text, EcLevel::M).unwrap();
        let width = code.width();
        let expected: Vec<_> = (0..width * width)
            .map(|n| (n % width, n / width))
            .filter(|at| code[*at] == Color::Dark)
            .collect();
        assert_eq!(dark(&svg), expected);
        assert!(svg.contains(&format!("viewBox=\"0 0 {0} {0}\"", width + 8)));
        assert!(svg.contains("<title>Door</title>") && !svg.contains(" width="));
    }

    #[test]
    fn a_title_stays_text_and_a_novel_is_refused() {
        let svg = qr_svg("x", "a<b>&\"c\"").unwrap();
        assert!(svg.contains("<title>a&lt;b&gt;&amp;&quot;c&quot;</title>"));
        assert!(matches!(qr_svg(&"x".repeat(3_000), "t"), Err(Error::TooLarge(_))));
    }
}
