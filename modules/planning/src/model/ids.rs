use lianxin_kernel::id;

id!(
    /// Streets that were read from a map file.
    NetworkId,
    "net"
);
id!(
    /// Where how many people live.
    PopulationId,
    "ppl"
);
id!(
    /// A question about sites that is kept.
    ScenarioId,
    "scn"
);
id!(
    /// A search for sites.
    RunId,
    "run"
);
