use std::process::ExitCode;

pub fn run() -> Result<ExitCode, String> {
    let text = crate::api().document.to_pretty_json();
    println!("{}", text.map_err(|e| format!("the document cannot be written: {e}"))?);
    Ok(ExitCode::SUCCESS)
}
