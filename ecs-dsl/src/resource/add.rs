//! What can be handed to `Stack::add`.

use std::rc::Rc;

use super::Buildable;

/// Resources that a stack can take: one, a tuple of up to sixteen, a list, or an option of them.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be added to a stack",
    label = "a reference to a resource is expected, or a tuple of up to sixteen",
    note = "hand over references: `.add(&cluster)`, `.add((&cluster, &task, &service))`, `.add(&[first, second])`",
    note = "what goes beyond sixteen is added by another `.add(…)`; containers come with their task definition"
)]
pub trait Add {
    #[doc(hidden)]
    fn add_to(self, items: &mut Vec<Rc<dyn Buildable>>);
}

impl<T> Add for &[T]
where
    for<'a> &'a T: Add,
{
    fn add_to(self, items: &mut Vec<Rc<dyn Buildable>>) {
        for item in self {
            item.add_to(items);
        }
    }
}

impl<T> Add for &Vec<T>
where
    for<'a> &'a T: Add,
{
    fn add_to(self, items: &mut Vec<Rc<dyn Buildable>>) {
        self.as_slice().add_to(items);
    }
}

impl<T, const N: usize> Add for &[T; N]
where
    for<'a> &'a T: Add,
{
    fn add_to(self, items: &mut Vec<Rc<dyn Buildable>>) {
        self.as_slice().add_to(items);
    }
}

impl<T: Add> Add for Option<T> {
    fn add_to(self, items: &mut Vec<Rc<dyn Buildable>>) {
        if let Some(item) = self {
            item.add_to(items);
        }
    }
}

macro_rules! tuple {
    ($($name:ident),+) => {
        impl<$($name: Add),+> Add for ($($name,)+) {
            fn add_to(self, items: &mut Vec<Rc<dyn Buildable>>) {
                #[allow(non_snake_case, reason = "type parameters name the tuple's members")]
                let ($($name,)+) = self;
                $($name.add_to(items);)+
            }
        }
    };
}

/// Implements the trait for the first two of the names, the first three, and so on to all of them.
macro_rules! tuples {
    ($first:ident, $second:ident $(, $more:ident)*) => {
        tuple!($first, $second);
        tuples!(@ $first, $second; $($more),*);
    };
    (@ $($done:ident),+;) => {};
    (@ $($done:ident),+; $next:ident $(, $more:ident)*) => {
        tuple!($($done),+, $next);
        tuples!(@ $($done),+, $next; $($more),*);
    };
}

tuples!(A, B, C, D, E, F, G, H, I, J, K, L, M, N, O, P);
