use crate::shape::Document;
use std::collections::BTreeSet;

#[test]
fn every_operation_has_a_name_of_its_own_and_says_what_it_does() {
    let document = Document::of_this_program();
    let mut seen = BTreeSet::new();
    for (method, path, operation) in document.operations() {
        let id = operation["operationId"].as_str().unwrap_or_default();
        let plain = !id.is_empty() && id.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
        assert!(plain, "{method} {path}: {id:?} is no name of an operation");
        assert!(seen.insert(id.to_owned()), "{method} {path}: {id} stands twice");
        let about = operation["summary"].as_str().unwrap_or_default();
        assert!(about.ends_with('.'), "{method} {path}: {about:?} is no sentence");
        assert!(path.starts_with("/api/v1/"), "{path}");
        assert!(operation["responses"].get("4XX").is_some(), "{method} {path} never refuses");
    }
    assert!(seen.len() > 40, "{}", seen.len());
}

#[test]
fn every_reference_leads_somewhere() {
    let document = Document::of_this_program();
    let text = document.0.to_string();
    let names = text.split("#/components/schemas/").skip(1).filter_map(|t| t.split('"').next());
    for name in names.collect::<BTreeSet<_>>() {
        assert!(document.0["components"]["schemas"].get(name).is_some(), "{name}");
    }
}

/// What other parts add to the answers of an engine stands in the document.
#[test]
fn added_fields_are_required_fields() {
    let document = Document::of_this_program();
    let schemas = &document.0["components"]["schemas"];
    for (schema, field) in [
        ("Account", "unread"),
        ("Me", "open_sign_ups"),
        ("Me", "open_sign_ups_limit"),
        ("CenterCard", "sessions_today"),
    ] {
        let required = schemas[schema]["required"].as_array().unwrap();
        assert!(required.contains(&field.into()), "{schema}.{field}");
        assert!(schemas[schema]["properties"].get(field).is_some(), "{schema}.{field}");
    }
}
