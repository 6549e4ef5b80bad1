//! Derive macros and checked literals of ecs-dsl.
