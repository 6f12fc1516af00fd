//! Homes given to sites that must be neither too full nor too empty.
