//! The fair allocation held against trying everything, against exchanges, and against its own certificate.
mod certificates;
mod every;
mod exchanges;
mod rounds;
mod small;
mod told;
