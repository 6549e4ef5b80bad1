//! Infrastructure as code for Amazon ECS.
