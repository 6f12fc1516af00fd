mod deliver_notice;
mod read_all_messages;
mod read_message;
mod record_sms;

pub use deliver_notice::DeliverNotice;
pub use read_all_messages::ReadAllMessages;
pub use read_message::ReadMessage;
pub(crate) use record_sms::RecordSms;
