//! The application side of a container environment contract.
