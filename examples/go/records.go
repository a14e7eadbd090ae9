// Decodes an event with libddbstream through cgo.
//
//	go run records.go <event.json
//
// Prints the name, the sequence number and a checksum of each record, and errors on standard error.
// The structs are those of the C headers. Whatever a batch hands out is C memory that lives until
// ddbstream_batch_free: copy what is to be kept, as C.GoStringN and C.GoBytes do.
package main

/*
#cgo pkg-config: libddbstream
#include <stdlib.h>
#include <ddbstream/ddbstream.h>
*/
import "C"

import (
	"fmt"
	"io"
	"os"
	"unsafe"
)

// at reads what stands in a value's union, which Go sees as bytes.
func at[T any](value *C.ddbstream_value) *T {
	return (*T)(unsafe.Pointer(&value.as))
}

func text(s C.ddbstream_string) string {
	return C.GoStringN(s.data, C.int(s.length))
}

func binary(b C.ddbstream_bytes) []byte {
	return C.GoBytes(unsafe.Pointer(b.data), C.int(b.length))
}

// flat appends all bytes of a value, its type first.
func flat(to []byte, value *C.ddbstream_value) []byte {
	to = append(to, byte(value._type))
	switch value._type {
	case C.DDBSTREAM_TYPE_S, C.DDBSTREAM_TYPE_N:
		to = append(to, text(*at[C.ddbstream_string](value))...)
	case C.DDBSTREAM_TYPE_B:
		to = append(to, binary(*at[C.ddbstream_bytes](value))...)
	case C.DDBSTREAM_TYPE_BOOL, C.DDBSTREAM_TYPE_NULL:
		to = append(to, *at[byte](value))
	case C.DDBSTREAM_TYPE_M:
		to = flatMap(to, at[C.ddbstream_map](value))
	case C.DDBSTREAM_TYPE_L:
		list := at[C.ddbstream_list](value)
		items := unsafe.Slice(list.values, list.count)
		for i := range items {
			to = flat(to, &items[i])
		}
	case C.DDBSTREAM_TYPE_SS, C.DDBSTREAM_TYPE_NS:
		set := at[C.ddbstream_string_set](value)
		for _, member := range unsafe.Slice(set.members, set.count) {
			to = append(to, text(member)...)
		}
	case C.DDBSTREAM_TYPE_BS:
		set := at[C.ddbstream_bytes_set](value)
		for _, member := range unsafe.Slice(set.members, set.count) {
			to = append(to, binary(member)...)
		}
	}
	return to
}

func flatMap(to []byte, attributes *C.ddbstream_map) []byte {
	all := unsafe.Slice(attributes.attributes, attributes.count)
	for i := range all {
		to = flat(append(to, text(all[i].name)...), &all[i].value)
	}
	return to
}

func checksum(record *C.ddbstream_record) (sum uint32) {
	all := flatMap(nil, &record.keys.attributes)
	all = flatMap(all, &record.new_image.attributes)
	all = flatMap(all, &record.old_image.attributes)
	for _, b := range all {
		sum = sum*31 + uint32(b)
	}
	return sum
}

func errorLine(failure *C.ddbstream_error) string {
	line := make([]byte, 1024)
	start := (*C.char)(unsafe.Pointer(&line[0]))
	C.ddbstream_error_line(failure, start, C.size_t(len(line)))
	return C.GoString(start)
}

func main() {
	event, err := io.ReadAll(os.Stdin)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
	data := C.CBytes(event)
	var batch *C.ddbstream_batch
	status := C.ddbstream_batch_decode(&batch, data, C.size_t(len(event)), nil)
	C.free(data) // the batch holds copies of all it needs
	for i := C.size_t(0); i < C.ddbstream_batch_record_count(batch); i++ {
		record := C.ddbstream_batch_record(batch, i)
		fmt.Printf("%s %s %08x\n", text(record.event_name_text), text(record.sequence_number),
			checksum(record))
	}
	errors := C.ddbstream_batch_error_count(batch)
	for i := C.size_t(0); i < errors; i++ {
		fmt.Fprintln(os.Stderr, errorLine(C.ddbstream_batch_error(batch, i)))
	}
	C.ddbstream_batch_free(batch)
	if status != C.DDBSTREAM_OK || errors > 0 {
		os.Exit(1)
	}
}
