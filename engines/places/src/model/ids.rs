use lianxin_kernel::id;

id!(
    /// A city, district, street, community or estate.
    RegionId,
    "reg"
);
id!(CenterId, "cen");
id!(RoomId, "rom");
id!(
    /// Days on which a center is open otherwise than usual.
    ExceptionId,
    "hex"
);
