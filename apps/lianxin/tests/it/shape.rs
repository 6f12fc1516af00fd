//! Whether an answer is what the document says.
use serde_json::Value;

pub struct Document(pub Value);

impl Document {
    pub fn of_this_program() -> Self {
        let text = lianxin::api().document.to_json().unwrap();
        Self(serde_json::from_str(&text).unwrap())
    }

    /// Every operation: method, path, what the document says of it.
    pub fn operations(&self) -> Vec<(String, String, &Value)> {
        let mut all = vec![];
        for (path, item) in self.0["paths"].as_object().unwrap() {
            for (method, operation) in item.as_object().unwrap() {
                if operation.get("responses").is_some() {
                    all.push((method.to_uppercase(), path.clone(), operation));
                }
            }
        }
        all
    }

    /// The operation that answers a request.
    pub fn operation(&self, method: &str, path: &str) -> Option<&Value> {
        let path = path.split('?').next().unwrap();
        let fits = |template: &str| {
            let (a, b): (Vec<_>, Vec<_>) =
                (template.split('/').collect(), path.split('/').collect());
            a.len() == b.len() && a.iter().zip(&b).all(|(a, b)| a == b || a.starts_with('{'))
        };
        let mut found: Vec<_> =
            self.operations().into_iter().filter(|(m, p, _)| m == method && fits(p)).collect();
        found.sort_by_key(|(_, path, _)| path.matches('{').count());
        found.into_iter().next().map(|(.., operation)| operation)
    }

    /// Every way in which an answer is not what the document says.
    pub fn faults(&self, method: &str, path: &str, status: u16, body: &Value) -> Vec<String> {
        let Some(operation) = self.operation(method, path) else {
            return vec!["not in the document".into()];
        };
        let responses = &operation["responses"];
        let range = format!("{}XX", status / 100);
        let Some(response) = responses.get(status.to_string()).or(responses.get(&range)) else {
            return vec![format!("status {status} is not in the document")];
        };
        let mut faults = vec![];
        match response["content"].as_object().and_then(|c| c.values().next()) {
            Some(content) => self.check(&content["schema"], body, "body", &mut faults),
            None if !body.is_null() => faults.push("there is a body".into()),
            None => {}
        }
        faults
    }

    pub fn resolve<'a>(&'a self, schema: &'a Value) -> &'a Value {
        match schema["$ref"].as_str() {
            None => schema,
            Some(name) => {
                let name = name.trim_start_matches("#/components/schemas/");
                let found = self.0["components"]["schemas"].get(name);
                self.resolve(found.unwrap_or_else(|| panic!("{name} is not in the document")))
            }
        }
    }

    fn check(&self, schema: &Value, value: &Value, at: &str, faults: &mut Vec<String>) {
        let schema = self.resolve(schema);
        for part in schema["allOf"].as_array().into_iter().flatten() {
            self.check(part, value, at, faults);
        }
        for key in ["oneOf", "anyOf"] {
            let Some(choices) = schema[key].as_array() else {
                continue;
            };
            let fits = |choice: &&Value| {
                let mut inner = vec![];
                self.check(choice, value, at, &mut inner);
                inner.is_empty()
            };
            if choices.iter().find(fits).is_none() {
                faults.push(format!("{at}: {value} is none of the choices"));
            }
        }
        if !right_type(&schema["type"], value) {
            faults.push(format!("{at}: {value} is not of the type {}", schema["type"]));
            return;
        }
        if let Some(words) = schema["enum"].as_array()
            && !words.contains(value)
        {
            faults.push(format!("{at}: {value} is not in the list"));
        }
        if let Value::Object(fields) = value {
            for name in
                schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str)
            {
                if !fields.contains_key(name) {
                    faults.push(format!("{at}: {name} is missing"));
                }
            }
            for (name, field) in fields {
                let inner = schema["properties"].get(name).or(schema.get("additionalProperties"));
                if let Some(inner) = inner.filter(|s| s.is_object()) {
                    self.check(inner, field, &format!("{at}.{name}"), faults);
                }
            }
        }
        if let (Value::Array(items), Some(inner)) = (value, schema.get("items")) {
            for (n, item) in items.iter().enumerate() {
                self.check(inner, item, &format!("{at}.{n}"), faults);
            }
        }
    }

    /// A small value the schema allows.
    pub fn example(&self, schema: &Value) -> Value {
        let schema = self.resolve(schema);
        if let Some(word) = schema["enum"].as_array().and_then(|w| w.first()) {
            return word.clone();
        }
        if let Some(parts) = schema["allOf"].as_array() {
            let mut all = serde_json::Map::new();
            for part in parts {
                if let Value::Object(fields) = self.example(part) {
                    all.extend(fields);
                }
            }
            return Value::Object(all);
        }
        let choices = schema["oneOf"].as_array().or(schema["anyOf"].as_array());
        if let Some(choice) = choices.and_then(|c| c.iter().find(|s| s["type"] != "null")) {
            return self.example(choice);
        }
        let kind = schema["type"].as_str().or_else(|| schema["type"][0].as_str());
        match kind {
            Some("object") => {
                let required = schema["required"].as_array().into_iter().flatten();
                let fields = required
                    .filter_map(Value::as_str)
                    .map(|name| (name.to_owned(), self.example(&schema["properties"][name])));
                let mut fields: serde_json::Map<_, _> = fields.collect();
                // Names need one language at least.
                if schema["properties"].get("zh-CN").is_some() {
                    fields.insert("zh-CN".into(), "茶".into());
                }
                Value::Object(fields)
            }
            Some("array") => Value::Array(vec![]),
            Some("integer" | "number") => schema.get("minimum").cloned().unwrap_or(1.into()),
            Some("boolean") => Value::Bool(false),
            _ => text_example(schema).into(),
        }
    }
}

fn text_example(schema: &Value) -> String {
    let pattern = schema["pattern"].as_str().unwrap_or_default();
    if let Some((prefix, _)) = pattern.trim_start_matches('^').split_once("_[") {
        // Of several kinds the last: a region, where a place is asked for.
        let prefix = prefix.trim_matches(['(', ')']).rsplit('|').next().unwrap_or_default();
        return format!("{prefix}_06h013m0p66x156t001dkh8ytr");
    }
    match schema["format"].as_str() {
        Some("date") => "2026-03-10".into(),
        Some("date-time") => "2026-03-10T01:30:00Z".into(),
        Some("time") => "09:30".into(),
        _ => "茶".into(),
    }
}

fn right_type(wanted: &Value, value: &Value) -> bool {
    let is = |name: &Value| match name.as_str() {
        Some("object") => value.is_object(),
        Some("array") => value.is_array(),
        Some("string") => value.is_string(),
        Some("integer") => value.is_i64() || value.is_u64(),
        Some("number") => value.is_number(),
        Some("boolean") => value.is_boolean(),
        Some("null") => value.is_null(),
        _ => false,
    };
    match wanted {
        Value::Array(any) => any.iter().any(is),
        Value::Null => true,
        one => is(one),
    }
}

#[test]
fn a_wrong_answer_is_found() {
    use serde_json::json;
    let document = Document(json!({
        "paths": { "/a/{id}": { "get": { "responses": { "200": { "content": { "application/json": {
            "schema": { "$ref": "#/components/schemas/A" } } } } } } } },
        "components": { "schemas": { "A": {
            "type": "object", "required": ["n", "k"],
            "properties": {
                "n": { "type": ["integer", "null"] }, "k": { "enum": ["x", "y"] },
                "list": { "type": "array", "items": { "oneOf": [{ "type": "string" }, { "type": "null" }] } },
            } } } },
    }));
    let faults = |status, body| document.faults("GET", "/a/7?x=1", status, &body);
    assert_eq!(faults(200, json!({ "n": null, "k": "x", "list": ["a", null] })), [""; 0]);
    assert_eq!(faults(200, json!({ "n": "1", "k": "x" })).len(), 1);
    assert_eq!(faults(200, json!({ "n": 1 })), ["body: k is missing"]);
    assert_eq!(faults(200, json!({ "n": 1, "k": "z", "list": [1] })).len(), 2);
    assert_eq!(faults(404, json!({})), ["status 404 is not in the document"]);
    assert_eq!(document.faults("POST", "/a/7", 200, &json!({})), ["not in the document"]);
}
