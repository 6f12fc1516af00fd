//! Every change of the import, one file each.
mod check_part;
mod confirm_import;
mod drop_import;
mod import_people;
mod start_import;
mod take_part;

pub(crate) use check_part::CheckPart;
pub use confirm_import::ConfirmImport;
pub use drop_import::DropImport;
pub(crate) use drop_import::ForgetImport;
pub(crate) use import_people::ImportPeople;
pub(crate) use start_import::StartImport;
pub(crate) use take_part::TakePart;
