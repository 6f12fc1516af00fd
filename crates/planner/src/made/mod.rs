//! A made-up city, for demos and measurements.
