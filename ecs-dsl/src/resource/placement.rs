//! Which instances take tasks, and in what order they fill: the same for services and runs.

/// Gives a builder of tasks the methods that choose instances for them.
macro_rules! placement_methods {
    ($builder:ident) => {
        impl<L: $crate::resource::launch::Launch> $builder<L> {
            /// Spreads tasks evenly over the values of a field: `instanceId`, `host`, or `attribute:…`.
            ///
            /// Strategies apply in the order given. Limit: 5. AWS: `placementStrategy`, type `spread`.
            #[track_caller]
            pub fn spread_over(self, field: impl Into<String>) -> Self
            where
                L: $crate::resource::launch::Placement,
            {
                self.strategy($crate::api::ecs::PlacementStrategyType::Spread, Some(field.into()))
            }

            /// Spreads tasks evenly over Availability Zones. AWS: `placementStrategy`, type `spread`.
            #[track_caller]
            pub fn spread_over_zones(self) -> Self
            where
                L: $crate::resource::launch::Placement,
            {
                self.spread_over("attribute:ecs.availability-zone")
            }

            /// Fills the instance with the least CPU left first. AWS: `placementStrategy`, type `binpack`.
            #[track_caller]
            pub fn binpack_cpu(self) -> Self
            where
                L: $crate::resource::launch::Placement,
            {
                self.strategy($crate::api::ecs::PlacementStrategyType::Binpack, Some("cpu".to_owned()))
            }

            /// Fills the instance with the least memory left first. AWS: `placementStrategy`, type `binpack`.
            #[track_caller]
            pub fn binpack_memory(self) -> Self
            where
                L: $crate::resource::launch::Placement,
            {
                self.strategy($crate::api::ecs::PlacementStrategyType::Binpack, Some("memory".to_owned()))
            }

            /// Places tasks at random. AWS: `placementStrategy`, type `random`.
            #[track_caller]
            pub fn place_at_random(self) -> Self
            where
                L: $crate::resource::launch::Placement,
            {
                self.strategy($crate::api::ecs::PlacementStrategyType::Random, None)
            }

            /// Runs tasks only on instances that meet an expression. Limit: 10, the task definition's counted.
            ///
            /// AWS: `placementConstraints`, type `memberOf`.
            #[track_caller]
            pub fn place_on(self, constraint: $crate::resource::task_definition::MemberOf) -> Self
            where
                L: $crate::resource::launch::PlacementConstraints,
            {
                self.constraint($crate::api::ecs::PlacementConstraintType::MemberOf, Some(constraint.0))
            }

            /// Runs at most one of these tasks on an instance. AWS: `placementConstraints`, type `distinctInstance`.
            #[track_caller]
            pub fn distinct_instances(self) -> Self
            where
                L: $crate::resource::launch::PlacementConstraints,
            {
                self.constraint($crate::api::ecs::PlacementConstraintType::DistinctInstance, None)
            }

            #[track_caller]
            fn strategy(self, r#type: $crate::api::ecs::PlacementStrategyType, field: Option<String>) -> Self
            where
                L: $crate::resource::launch::Placement,
            {
                let strategy = $crate::api::ecs::PlacementStrategy { r#type: Some(r#type), field };
                self.set("placementStrategy", |request| {
                    request.placement_strategy.get_or_insert_default().push(strategy);
                })
            }

            #[track_caller]
            fn constraint(
                self,
                r#type: $crate::api::ecs::PlacementConstraintType,
                expression: Option<String>,
            ) -> Self
            where
                L: $crate::resource::launch::PlacementConstraints,
            {
                let constraint = $crate::api::ecs::PlacementConstraint { r#type: Some(r#type), expression };
                self.set("placementConstraints", |request| {
                    request.placement_constraints.get_or_insert_default().push(constraint);
                })
            }
        }
    };
}

pub(crate) use placement_methods;
