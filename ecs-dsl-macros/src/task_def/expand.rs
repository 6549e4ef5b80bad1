//! The code that a task definition stands for: calls of the builders, in the order written.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, format_ident, quote, quote_spanned};

use super::model::{Container, Contract, Port, Step, Task, TaskStep};
use crate::support::entry::plain;

/// Writes the handles' structs and the constructor; without a body when the struct has mistakes.
pub(super) fn task(task: &Task, sound: bool) -> TokenStream {
    let Task { vis, name, library, args, .. } = task;
    let launch = launch(task);
    let handles = handles(task);
    let (ports, volumes) = (ports_name(task), volumes_name(task));
    let body = if sound { body(task) } else { quote!(::core::unreachable!()) };
    let fields = task.containers.iter().map(|container| &container.field);
    let mut seen = Vec::new();
    let open: Vec<&Ident> =
        task.ports().map(|(_, port)| &port.handle).filter(|handle| first(&mut seen, handle)).collect();
    let open_names = open.iter().map(|handle| plain(handle));
    let summary = format!("Makes the task definition that [`{name}`] describes.");
    let about = &task.summary;
    let about = (!about.is_empty()).then(|| quote!(#[doc = ""] #[doc = #about]));
    // With mistakes, what the parameters are for is not written, which is no news.
    let unused = (!sound).then(|| quote!(#[allow(unused_variables)]));
    quote! {
        #handles

        #[automatically_derived]
        impl #library::declare::TaskDefStruct for #name {
            type Launch = #launch;
            type Ports = #ports;
            type Volumes = #volumes;
            const PORTS: &'static [&'static str] = &[#(#open_names),*];

            fn ports(ports: &Self::Ports) -> ::std::vec::Vec<&#library::resource::container::Port<#launch>> {
                ::std::vec![#(&ports.#open),*]
            }

            fn containers(&self) -> ::std::vec::Vec<&dyn ::core::any::Any> {
                ::std::vec![#(&self.#fields),*]
            }
        }

        #[automatically_derived]
        impl #library::declare::RunsOn<#launch> for #name {}

        #[automatically_derived]
        impl #name {
            #[doc = #summary]
            #about
            #unused
            #vis fn task_def(#(#args),*) -> #library::declare::TaskDefOf<Self> {
                #body
            }
        }
    }
}

fn launch(task: &Task) -> TokenStream {
    let (library, launch) = (&task.library, task.launch.launch.type_ident());
    quote!(#library::resource::launch::#launch)
}

fn ports_name(task: &Task) -> Ident {
    format_ident!("{}Ports", task.name)
}

fn volumes_name(task: &Task) -> Ident {
    format_ident!("{}Volumes", task.name)
}

/// Writes the structs that hold the ports and the volumes.
fn handles(task: &Task) -> TokenStream {
    let Task { vis, name, library, .. } = task;
    let (ports, volumes, launch) = (ports_name(task), volumes_name(task), launch(task));
    let mut seen = Vec::new();
    let port_fields: Vec<_> = task
        .ports()
        .filter(|(_, port)| first(&mut seen, &port.handle))
        .map(|(container, port)| {
            let handle = &port.handle;
            let doc = port_doc(container, port);
            quote!(#[doc = #doc] #vis #handle: #library::resource::container::Port<#launch>)
        })
        .collect();
    let mut seen = Vec::new();
    let volume_fields = task.volumes.iter().filter(|volume| first(&mut seen, &volume.handle)).map(|volume| {
        let handle = &volume.handle;
        let ty = if volume.is_ebs() { quote!(EbsVolume) } else { quote!(Volume) };
        let doc = format!("The volume `{}`.", volume.name.value());
        quote!(#[doc = #doc] #vis #handle: #library::resource::task_definition::#ty)
    });
    let of_ports = format!("The ports of [`{name}`], as handles.");
    let of_volumes = format!("The volumes of [`{name}`], as handles.");
    quote! {
        #[doc = #of_ports]
        #[derive(Debug, Clone)]
        #[allow(dead_code)]
        #vis struct #ports { #(#port_fields),* }

        #[doc = #of_volumes]
        #[derive(Debug, Clone)]
        #[allow(dead_code)]
        #vis struct #volumes { #(#volume_fields),* }
    }
}

fn port_doc(container: &Container, port: &Port) -> String {
    let number = port.number.to_token_stream();
    let protocol = if port.udp { "UDP port" } else { "Port" };
    let dash = if container.summary.is_empty() { "" } else { ": " };
    format!("{protocol} {number} of `{}`{dash}{}", container.field, container.summary)
}

/// Returns whether a handle is met for the first time: of two with one name, one can be a field.
fn first(seen: &mut Vec<String>, handle: &Ident) -> bool {
    let handle = plain(handle);
    let new = !seen.contains(&handle);
    seen.push(handle);
    new
}

fn body(task: &Task) -> TokenStream {
    let Task { library, launch, .. } = task;
    let definition = local("task");
    let constructor = Ident::new(launch.launch.key(), launch.key.span());
    let arguments = launch.arguments.iter().map(|value| value.tokens(library));
    // A literal pair of CPU and memory is one argument of the builder.
    let arguments = if launch.launch == crate::support::launch::Launch::Fargate && launch.arguments.len() == 2
    {
        quote!(#library::units::FargateSize::new(#(#arguments),*))
    } else {
        quote!(#(#arguments),*)
    };
    let family = task.family.tokens(library);
    let at = task.name.span();
    let new = quote_spanned!(at=> #library::TaskDef::#constructor(#family, #arguments));
    let calls = task.steps.iter().filter_map(|step| match step {
        TaskStep::Call(call) => Some(call.tokens(&definition, library)),
        _ => None,
    });
    let volumes = task.volumes.iter().map(|volume| {
        let (handle, name, source) = (volume_local(&volume.handle), &volume.name, &volume.source);
        let span = volume.handle.span();
        let method = Ident::new(source.method, span);
        let arguments = &source.arguments;
        quote_spanned!(span=> let #handle = #definition.#method(#name #(, #arguments)*);)
    });
    let containers = task.containers.iter().map(|container| {
        let (handle, name) = (container_local(&container.field), &container.name);
        let image = container.image.tokens(library);
        quote_spanned!(container.field.span()=> let #handle = #definition.container(#name, #image);)
    });
    let steps = task.containers.iter().map(|container| {
        let handle = container_local(&container.field);
        let steps = container.steps.iter().map(|written| step(written, &handle, library));
        quote!(#(#steps)*)
    });
    let late = task.steps.iter().filter_map(|step| match step {
        TaskStep::Call(_) => None,
        TaskStep::Proxy { key, container, properties } => {
            let container = container_local(container);
            Some(quote_spanned! {key.span()=>
                let #definition = #definition.app_mesh_proxy(&#container, #properties);
            })
        }
        TaskStep::With { key, change } => Some(
            quote_spanned!(key.span()=> let #definition = #library::declare::changed(#definition, #change);),
        ),
    });
    let (ports, volumes_struct) = (ports_name(task), volumes_name(task));
    let port_fields = task.ports().map(|(_, port)| {
        let (handle, port) = (&port.handle, port_local(&port.handle));
        quote!(#handle: #port)
    });
    let volume_fields = task.volumes.iter().map(|volume| {
        let (handle, volume) = (&volume.handle, volume_local(&volume.handle));
        quote!(#handle: #volume)
    });
    let fields = task.containers.iter().map(|container| {
        let (field, handle) = (&container.field, container_local(&container.field));
        quote!(#field: #handle)
    });
    quote! {
        let #definition = #new;
        #(#calls)*
        #(#volumes)*
        #(#containers)*
        #(#steps)*
        #(#late)*
        #library::declare::TaskDefOf {
            definition: #definition,
            containers: Self { #(#fields),* },
            ports: #ports { #(#port_fields),* },
            volumes: #volumes_struct { #(#volume_fields),* },
        }
    }
}

fn step(step: &Step, container: &Ident, library: &TokenStream) -> TokenStream {
    match step {
        Step::Call(call) => call.tokens(container, library),
        Step::Port(port) => open(port, container, library),
        Step::Env { name, value } => {
            let value = value.tokens(library);
            quote_spanned!(name.span()=> let #container = #container.env(#name, #value);)
        }
        Step::Secret { name, value } => {
            let value = value.tokens(library);
            quote_spanned!(name.span()=> let #container = #container.secret(#name, #value);)
        }
        Step::Contract { key, values } => {
            let values = match values {
                Contract::Written(values) => values.to_token_stream(),
                Contract::Struct(path, fields) => {
                    let setters =
                        fields.iter().map(|(name, value)| quote_spanned!(name.span()=> .#name(#value)));
                    quote_spanned!(key.span()=> #path::values()#(#setters)*)
                }
            };
            quote_spanned!(key.span()=> let #container = #container.environment(#values);)
        }
        Step::DependsOn { other, condition } => {
            let (condition, name) = (condition.tokens(library), container_local(other));
            quote_spanned!(other.span()=> let #container = #container.depends_on(&#name, #condition);)
        }
        Step::Mount { volume, path, read_only } => {
            let (path, name) = (path.tokens(library), volume_local(volume));
            let method = if *read_only { "mount_read_only" } else { "mount" };
            let method = Ident::new(method, volume.span());
            quote_spanned!(volume.span()=> let #container = #container.#method(&#name, #path);)
        }
        Step::VolumesFrom { other, read_only } => {
            let name = container_local(other);
            quote_spanned!(other.span()=> let #container = #container.volumes_from(&#name, #read_only);)
        }
        Step::Link { other, alias, .. } => {
            let (alias, name) = (alias.tokens(library), container_local(other));
            quote_spanned!(other.span()=> let #container = #container.link(&#name, #alias);)
        }
        Step::Part { key, part, start, argument, calls } => {
            let (method, value) = (Ident::new(part, key.span()), local("part"));
            let start: TokenStream = start.parse().unwrap_or_default();
            let argument = argument.as_ref().map(|argument| argument.tokens(library));
            let calls = calls.iter().map(|call| call.tokens(&value, library));
            quote_spanned! {key.span()=>
                let #container = #container.#method({
                    let #value = #library::#start(#argument);
                    #(#calls)*
                    #value
                });
            }
        }
        Step::With { key, change } => {
            quote_spanned!(key.span()=> let #container = #library::declare::changed(#container, #change);)
        }
    }
}

fn open(port: &Port, container: &Ident, library: &TokenStream) -> TokenStream {
    let (handle, number, span) = (port_local(&port.handle), &port.number, port.handle.span());
    let method = Ident::new(if port.udp { "udp_port" } else { "port" }, span);
    let named = port.name.as_ref().map(|name| quote_spanned!(name.span()=> .named(#name)));
    let calls = port.calls.iter().map(|call| call.tokens(&handle, library));
    quote_spanned!(span=> let #handle = #container.#method(#number)#named; #(#calls)*)
}

// The locals cannot be seen by the user's expressions, so a container may have the name of an argument.

fn local(name: &str) -> Ident {
    Ident::new(name, Span::mixed_site())
}

fn container_local(field: &Ident) -> Ident {
    local(&format!("container_{}", plain(field)))
}

fn volume_local(handle: &Ident) -> Ident {
    local(&format!("volume_{}", plain(handle)))
}

fn port_local(handle: &Ident) -> Ident {
    local(&format!("port_{}", plain(handle)))
}
