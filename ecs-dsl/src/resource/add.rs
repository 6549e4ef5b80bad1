//! What can be handed to `Stack::add`.

use std::rc::Rc;

use super::Buildable;

/// Resources that a stack can take: one, a tuple, a slice, or an option of them.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be added to a stack",
    label = "resources are expected, by reference",
    note = "write `.add(&cluster)`, several as `.add((&cluster, &task, &service))`, a list of them as `.add(&services)`",
    note = "containers, ports and volumes are part of their task definition, which is added"
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

tuple!(A, B);
tuple!(A, B, C);
tuple!(A, B, C, D);
tuple!(A, B, C, D, E);
tuple!(A, B, C, D, E, F);
tuple!(A, B, C, D, E, F, G);
tuple!(A, B, C, D, E, F, G, H);
