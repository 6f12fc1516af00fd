use lianxin_kernel::{Language, Names, Reason, ReasonValue};
use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

/// The translated texts the server itself writes with: pages without scripts, text messages.
/// The same files as the interface's, so a text is translated once.
pub struct Texts(HashMap<Language, HashMap<String, String>>);

macro_rules! files {
    ($face:literal) => {
        [
            (Language::ZhCn, include_str!(concat!("../../../web/src/i18n/", $face, "/zh-CN.json"))),
            (Language::ZhTw, include_str!(concat!("../../../web/src/i18n/", $face, "/zh-TW.json"))),
            (Language::En, include_str!(concat!("../../../web/src/i18n/", $face, "/en.json"))),
        ]
    };
}

/// The faces whose texts the server says too, or answers with codes for.
fn every_file() -> impl Iterator<Item = (Language, &'static str)> {
    let faces = [
        files!("shared"),
        files!("resident"),
        files!("centers"),
        files!("districts"),
        files!("desk"),
        files!("rooms"),
        files!("rounds"),
        files!("now"),
        files!("use"),
        files!("planning"),
        files!("series"),
        files!("acts"),
    ];
    faces.into_iter().flatten()
}

static TEXTS: LazyLock<Texts> = LazyLock::new(|| {
    let mut all: HashMap<Language, HashMap<String, String>> = HashMap::new();
    for (language, text) in every_file() {
        // A file that is not a flat map of texts fails the test below, not a running server.
        let part: HashMap<String, String> = serde_json::from_str(text).unwrap_or_default();
        all.entry(language).or_default().extend(part);
    }
    Texts(all)
});

pub fn texts() -> &'static Texts {
    &TEXTS
}

impl Texts {
    pub fn has(&self, language: Language, key: &str) -> bool {
        self.0.get(&language).is_some_and(|t| t.contains_key(key))
    }

    /// A text with its `{names}` filled in; the key itself where there is none.
    pub fn get(&self, language: Language, key: &str, values: &BTreeMap<String, String>) -> String {
        let form = match (language, values.get("count").or_else(|| values.get("n"))) {
            (Language::En, Some(one)) if one == "1" => format!("{key}_one"),
            (Language::En, Some(_)) => format!("{key}_other"),
            _ => key.to_owned(),
        };
        let texts = self.0.get(&language);
        let text = texts.and_then(|t| t.get(&form).or_else(|| t.get(key)));
        text.map_or_else(|| key.to_owned(), |t| fill(t, values))
    }

    pub fn plain(&self, language: Language, key: &str) -> String {
        self.get(language, key, &BTreeMap::new())
    }

    pub fn reason(&self, language: Language, reason: &Reason) -> String {
        let values =
            reason.values.iter().map(|(name, value)| (name.clone(), shown(language, value)));
        self.get(language, &format!("reason.{}", reason.code), &values.collect())
    }
}

/// What an act was (a command or a query by its name), as the person it concerns may read it: in its
/// own words, else by the part of the program it belongs to.
pub fn act_words(what: &str) -> Names {
    let module = what.split('.').next().unwrap_or_default();
    let keys = [format!("act.{what}"), format!("act_of.{module}"), "act_of.other".to_owned()];
    let said = |language| {
        let key = keys.iter().find(|key| texts().has(language, key));
        key.map(|key| texts().plain(language, key)).unwrap_or_default()
    };
    Language::ALL.into_iter().fold(Names::zh_cn(&said(Language::ZhCn)), |names, language| {
        names.with(language, &said(language))
    })
}

fn shown(language: Language, value: &ReasonValue) -> String {
    match value {
        ReasonValue::Number(n) => n.to_string(),
        ReasonValue::Text(text) => text.clone(),
        ReasonValue::Names(names) => names.get(language).to_owned(),
    }
}

/// Fills `{name}`; a name without a value stays as written, so it is seen.
fn fill(text: &str, values: &BTreeMap<String, String>) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let Some((name, end)) = after.split_once('}') else {
            out.push('{');
            rest = after;
            continue;
        };
        match values.get(name) {
            Some(value) => out.push_str(value),
            None => out.push_str(&format!("{{{name}}}")),
        }
        rest = end;
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_is_a_flat_map_of_texts() {
        for (language, text) in every_file() {
            let read: Result<HashMap<String, String>, _> = serde_json::from_str(text);
            assert!(read.is_ok_and(|t| !t.is_empty()), "{language:?}");
        }
    }

    #[test]
    fn an_act_is_said_in_its_words_or_those_of_its_part() {
        let said = |what, language| act_words(what).get(language).to_owned();
        assert_eq!(said("people.renew_card", Language::En), "Renewed the resident card");
        assert_eq!(said("people.renew_card", Language::ZhTw), "更換居民卡");
        assert_eq!(said("activities.a_new_one", Language::ZhCn), "活动");
        assert_eq!(said("x", Language::En), "Other service");
        assert_eq!(said("", Language::ZhTw), "其他辦理");
    }

    #[test]
    fn values_are_filled_in() {
        let values = [("a".to_owned(), "1".to_owned())].into();
        assert_eq!(fill("x {a} {b} {", &values), "x 1 {b} {");
    }
}
