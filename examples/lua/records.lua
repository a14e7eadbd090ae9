-- Decodes an event with libddbstream through LuaJIT's FFI, without anything to compile.
--
--     luajit records.lua <event.json
--
-- Prints the name, the sequence number and a checksum of each record, and errors on standard error.
-- The declarations are those of the C headers, as far as they are used; what may change in them,
-- doc/abi.md says. Whatever a batch hands out lives until ddbstream_batch_free.

local ffi = require("ffi")

ffi.cdef [[
typedef struct { const char *data; size_t length; } ddbstream_string; /* and ddbstream_bytes */
typedef struct { const struct ddbstream_attribute *attributes; size_t count; } ddbstream_map;
typedef struct { const struct ddbstream_value *values; size_t count; } ddbstream_list;
typedef struct { const ddbstream_string *members; size_t count; } ddbstream_set;

typedef struct ddbstream_value {
    int type;
    union {
        ddbstream_string string;
        bool boolean;
        ddbstream_map map;
        ddbstream_list list;
        ddbstream_set set;
    } as;
} ddbstream_value;

typedef struct ddbstream_attribute {
    ddbstream_string name;
    ddbstream_value value;
} ddbstream_attribute;

typedef struct { int presence; ddbstream_map attributes; } ddbstream_image;
typedef struct { int presence; ddbstream_string type, principal_id; } ddbstream_user_identity;
typedef struct { int64_t seconds; uint32_t nanoseconds; ddbstream_string text; } ddbstream_time;

/* Only its first members: the library makes records, so the rest need not be told. */
typedef struct {
    uint64_t index, offset, length;
    ddbstream_string aws_region, event_id;
    int event_name;
    ddbstream_string event_name_text, event_source, event_version, event_source_arn;
    ddbstream_user_identity user_identity;
    ddbstream_time approximate_creation_time;
    ddbstream_image keys, new_image, old_image;
    ddbstream_string sequence_number;
} ddbstream_record;

typedef struct ddbstream_batch ddbstream_batch;
typedef struct ddbstream_error ddbstream_error;
int ddbstream_batch_decode(ddbstream_batch **batch, const char *data, size_t length,
                           const void *options);
size_t ddbstream_batch_record_count(const ddbstream_batch *batch);
const ddbstream_record *ddbstream_batch_record(const ddbstream_batch *batch, size_t position);
size_t ddbstream_batch_error_count(const ddbstream_batch *batch);
const ddbstream_error *ddbstream_batch_error(const ddbstream_batch *batch, size_t position);
void ddbstream_batch_free(ddbstream_batch *batch);
size_t ddbstream_error_line(const ddbstream_error *error, char *line, size_t size);
]]

local library = ffi.load("libddbstream.so.0")
local S, N, B, BOOL, NULL, M, L = 1, 2, 3, 4, 5, 6, 7 -- and SS, NS, BS

local function text(string)
    return string.data ~= nil and ffi.string(string.data, string.length) or ""
end

local flat_map

-- Appends all bytes of a value to a table of strings, its type first.
local function flat(to, value)
    local kind, holds = value.type, value.as
    table.insert(to, string.char(kind))
    if kind == S or kind == N or kind == B then
        table.insert(to, text(holds.string))
    elseif kind == BOOL or kind == NULL then
        table.insert(to, string.char(holds.boolean and 1 or 0))
    elseif kind == M then
        flat_map(to, holds.map)
    elseif kind == L then
        for i = 0, tonumber(holds.list.count) - 1 do
            flat(to, holds.list.values[i])
        end
    else
        for i = 0, tonumber(holds.set.count) - 1 do
            table.insert(to, text(holds.set.members[i]))
        end
    end
end

flat_map = function(to, map)
    for i = 0, tonumber(map.count) - 1 do
        table.insert(to, text(map.attributes[i].name))
        flat(to, map.attributes[i].value)
    end
end

-- Every step stays below 2^53, so that Lua's numbers are exact.
local function checksum(record)
    local all, sum = {}, 0
    flat_map(all, record.keys.attributes)
    flat_map(all, record.new_image.attributes)
    flat_map(all, record.old_image.attributes)
    for byte in table.concat(all):gmatch(".") do
        sum = (sum * 31 + byte:byte()) % 2 ^ 32
    end
    return sum
end

local function print_batch(batch)
    for i = 0, tonumber(library.ddbstream_batch_record_count(batch)) - 1 do
        local record = library.ddbstream_batch_record(batch, i)
        print(("%s %s %08x"):format(text(record.event_name_text), text(record.sequence_number),
                                    checksum(record)))
    end
    local errors = tonumber(library.ddbstream_batch_error_count(batch))
    for i = 0, errors - 1 do
        local line = ffi.new("char[1024]")
        library.ddbstream_error_line(library.ddbstream_batch_error(batch, i), line, 1024)
        io.stderr:write(ffi.string(line), "\n")
    end
    return errors == 0
end

local event = io.read("*a")
local handle = ffi.new("ddbstream_batch *[1]")
local status = library.ddbstream_batch_decode(handle, event, #event, nil)
local is_good = print_batch(handle[0])
library.ddbstream_batch_free(handle[0])
os.exit(status == 0 and is_good and 0 or 1)
