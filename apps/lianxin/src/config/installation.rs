use lianxin_kernel::{Language, Names, Zone};
use serde::{Deserialize, Serialize};

/// `[installation]`: whose network of centers this is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Installation {
    pub name: Names,
    pub zone: String,
    pub district: u16,
    pub region: String,
    pub phone: String,
    pub development: bool,
}

impl Default for Installation {
    fn default() -> Self {
        let name = Names::zh_cn("连心").with(Language::ZhTw, "連心").with(Language::En, "Lianxin");
        Self {
            name,
            zone: "Asia/Shanghai".into(),
            district: 1,
            region: String::new(),
            phone: String::new(),
            development: false,
        }
    }
}

impl Installation {
    pub fn zone(&self) -> Result<Zone, String> {
        Zone::named(&self.zone).ok_or_else(|| {
            let zone = &self.zone;
            format!("installation.zone: \"{zone}\" is no zone; write a name like Asia/Shanghai")
        })
    }

    /// The staffed line, if one was set.
    pub fn phone(&self) -> Option<String> {
        (!self.phone.is_empty()).then(|| self.phone.clone())
    }

    pub(super) fn faults(&self) -> Vec<String> {
        let mut faults: Vec<String> = self.zone().err().into_iter().collect();
        if self.district == 0 {
            faults.push("installation.district: 0 is not a district; number them from 1".into());
        }
        let dialed = |c: char| c.is_ascii_digit() || "+-() ".contains(c);
        if !self.phone.chars().all(dialed) {
            let phone = &self.phone;
            faults.push(format!("installation.phone: \"{phone}\" cannot be dialed; write digits"));
        }
        faults
    }
}
