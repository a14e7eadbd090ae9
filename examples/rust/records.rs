//! Decodes an event with libddbstream through declarations written by hand, without any crate.
//!
//!     rustc records.rs $(pkg-config --libs libddbstream)
//!     ./records <event.json
//!
//! Prints the name, the sequence number and a checksum of each record, and errors on standard
//! error. What a batch hands out lives as long as the batch, and the lifetimes below say so.

use std::io::Read;

/// The library's own structs and functions, as far as they are used: text.h, value.h, record.h,
/// batch.h, error.h. What may change in them, doc/abi.md says.
mod sys {
    use std::ffi::c_void;
    use std::os::raw::{c_char, c_int};

    /// Text or binary data; also a map, a list or a set: a pointer and a count.
    #[repr(C)]
    pub struct Span<T> {
        pub data: *const T,
        pub length: usize,
    }
    impl<T> Copy for Span<T> {}
    impl<T> Clone for Span<T> {
        fn clone(&self) -> Self {
            *self
        }
    }
    pub type Text = Span<u8>;

    #[repr(C)]
    pub union Holding {
        pub text: Text,
        pub boolean: bool,
        pub map: Span<Attribute>,
        pub list: Span<Value>,
        pub set: Span<Text>,
    }
    #[repr(C)]
    pub struct Value {
        pub kind: c_int,
        pub holds: Holding,
    }
    #[repr(C)]
    pub struct Attribute {
        pub name: Text,
        pub value: Value,
    }
    #[repr(C)]
    pub struct Image {
        pub presence: c_int,
        pub attributes: Span<Attribute>,
    }
    #[repr(C)]
    pub struct Identity {
        pub presence: c_int,
        pub kind: Text,
        pub principal_id: Text,
    }
    #[repr(C)]
    pub struct Time {
        pub seconds: i64,
        pub nanoseconds: u32,
        pub text: Text,
    }

    /// Only its first members: the library makes records, so the rest need not be told.
    #[repr(C)]
    pub struct Record {
        pub index: u64,
        pub offset: u64,
        pub length: u64,
        pub aws_region: Text,
        pub event_id: Text,
        pub event_name: c_int,
        pub event_name_text: Text,
        pub event_source: Text,
        pub event_version: Text,
        pub event_source_arn: Text,
        pub user_identity: Identity,
        pub approximate_creation_time: Time,
        pub keys: Image,
        pub new_image: Image,
        pub old_image: Image,
        pub sequence_number: Text,
    }

    #[link(name = "ddbstream")]
    extern "C" {
        pub fn ddbstream_batch_decode(
            batch: *mut *mut c_void,
            data: *const u8,
            length: usize,
            options: *const c_void,
        ) -> c_int;
        pub fn ddbstream_batch_record_count(batch: *const c_void) -> usize;
        pub fn ddbstream_batch_record(batch: *const c_void, position: usize) -> *const Record;
        pub fn ddbstream_batch_error_count(batch: *const c_void) -> usize;
        pub fn ddbstream_batch_error(batch: *const c_void, position: usize) -> *const c_void;
        pub fn ddbstream_batch_free(batch: *mut c_void);
        pub fn ddbstream_error_line(error: *const c_void, line: *mut c_char, size: usize) -> usize;
    }
}

impl<T> sys::Span<T> {
    fn as_slice(&self) -> &[T] {
        if self.data.is_null() {
            return &[];
        }
        unsafe { std::slice::from_raw_parts(self.data, self.length) }
    }
}

fn string(text: &sys::Text) -> &str {
    std::str::from_utf8(text.as_slice()).expect("the library hands out UTF-8 alone")
}

/// A decoded event.
struct Batch {
    handle: *mut std::ffi::c_void,
    status: i32,
}

impl Batch {
    fn decode(event: &[u8]) -> Batch {
        let mut batch = Batch {
            handle: std::ptr::null_mut(),
            status: 0,
        };
        batch.status = unsafe {
            sys::ddbstream_batch_decode(
                &mut batch.handle,
                event.as_ptr(),
                event.len(),
                std::ptr::null(),
            )
        };
        batch
    }

    fn records(&self) -> impl Iterator<Item = &sys::Record> {
        let count = unsafe { sys::ddbstream_batch_record_count(self.handle) };
        (0..count).map(move |i| unsafe { &*sys::ddbstream_batch_record(self.handle, i) })
    }

    fn errors(&self) -> Vec<String> {
        let count = unsafe { sys::ddbstream_batch_error_count(self.handle) };
        (0..count).map(|i| self.error_line(i)).collect()
    }

    fn error_line(&self, position: usize) -> String {
        let mut line = [0u8; 1024];
        let length = unsafe {
            let error = sys::ddbstream_batch_error(self.handle, position);
            sys::ddbstream_error_line(error, line.as_mut_ptr().cast(), line.len())
        };
        String::from_utf8_lossy(&line[..length.min(line.len() - 1)]).into_owned()
    }
}

impl Drop for Batch {
    fn drop(&mut self) {
        unsafe { sys::ddbstream_batch_free(self.handle) }
    }
}

/// Appends all bytes of a value, its type first. `kind` says which member of the union is set.
fn flat(to: &mut Vec<u8>, value: &sys::Value) {
    to.push(value.kind as u8);
    let holds = &value.holds;
    match value.kind {
        1..=3 => to.extend_from_slice(unsafe { holds.text.as_slice() }), // S, N, B
        4 | 5 => to.push(unsafe { holds.boolean } as u8),                // BOOL, NULL
        6 => flat_map(to, unsafe { &holds.map }),                        // M
        7 => unsafe { holds.list.as_slice() }
            .iter()
            .for_each(|item| flat(to, item)), // L
        8..=10 => {
            for member in unsafe { holds.set.as_slice() } {
                to.extend_from_slice(member.as_slice()); // SS, NS, BS
            }
        }
        _ => {}
    }
}

fn flat_map(to: &mut Vec<u8>, attributes: &sys::Span<sys::Attribute>) {
    for attribute in attributes.as_slice() {
        to.extend_from_slice(attribute.name.as_slice());
        flat(to, &attribute.value);
    }
}

fn checksum(record: &sys::Record) -> u32 {
    let mut all = Vec::new();
    for image in [&record.keys, &record.new_image, &record.old_image] {
        flat_map(&mut all, &image.attributes);
    }
    all.iter().fold(0u32, |sum, byte| {
        sum.wrapping_mul(31).wrapping_add(u32::from(*byte))
    })
}

fn main() {
    let mut event = Vec::new();
    std::io::stdin()
        .read_to_end(&mut event)
        .expect("standard input can be read");
    let batch = Batch::decode(&event);
    for record in batch.records() {
        println!(
            "{} {} {:08x}",
            string(&record.event_name_text),
            string(&record.sequence_number),
            checksum(record)
        );
    }
    let errors = batch.errors();
    for error in &errors {
        eprintln!("{error}");
    }
    let failed = batch.status != 0 || !errors.is_empty();
    drop(batch);
    std::process::exit(failed as i32);
}
