// Go as a peer: encoding/json into AWS's own types of the event.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"runtime"
	"runtime/debug"
	"strconv"
	"time"

	"github.com/aws/aws-lambda-go/events"
)

// The checksum of tests/bench/checksum.c.

func add(checksum uint64, number int) uint64 {
	return checksum*31 + uint64(number)
}

func addTexts(checksum uint64, texts []string) uint64 {
	for _, text := range texts {
		checksum = add(checksum, len(text))
	}
	return checksum
}

func addBinaries(checksum uint64, binaries [][]byte) uint64 {
	for _, binary := range binaries {
		checksum = add(checksum, len(binary))
	}
	return checksum
}

func addBoolean(checksum uint64, value bool) uint64 {
	if value {
		return add(checksum, 1)
	}
	return add(checksum, 0)
}

func addList(checksum uint64, values []events.DynamoDBAttributeValue) uint64 {
	checksum = add(checksum, len(values))
	for _, value := range values {
		checksum = addValue(checksum, value)
	}
	return checksum
}

func addMap(checksum uint64, members map[string]events.DynamoDBAttributeValue) uint64 {
	sum := uint64(0)
	for name, value := range members {
		sum += addValue(uint64(len(name)), value)
	}
	return add(checksum, len(members))*31 + sum
}

func addValue(checksum uint64, value events.DynamoDBAttributeValue) uint64 {
	switch value.DataType() {
	case events.DataTypeString:
		return add(add(checksum, 1), len(value.String()))
	case events.DataTypeNumber:
		return add(add(checksum, 2), len(value.Number()))
	case events.DataTypeBinary:
		return add(add(checksum, 3), len(value.Binary()))
	case events.DataTypeBoolean:
		return addBoolean(add(checksum, 4), value.Boolean())
	case events.DataTypeNull: // the boolean that came is not kept; here it is always true
		return addBoolean(add(checksum, 5), true)
	case events.DataTypeMap:
		return addMap(add(checksum, 6), value.Map())
	case events.DataTypeList:
		return addList(add(checksum, 7), value.List())
	case events.DataTypeStringSet:
		return addTexts(add(checksum, 8), value.StringSet())
	case events.DataTypeNumberSet:
		return addTexts(add(checksum, 9), value.NumberSet())
	case events.DataTypeBinarySet:
		return addBinaries(add(checksum, 10), value.BinarySet())
	}
	return checksum
}

func eventNumber(name string) int {
	switch name {
	case "INSERT":
		return 2
	case "MODIFY":
		return 3
	case "REMOVE":
		return 4
	}
	return 1
}

func addRecord(checksum uint64, record *events.DynamoDBEventRecord) uint64 {
	change := &record.Change
	checksum = add(add(checksum, eventNumber(record.EventName)), len(change.SequenceNumber))
	checksum = addMap(checksum, change.Keys)
	return addMap(addMap(checksum, change.NewImage), change.OldImage)
}

// The peer.

func read(data []byte) (checksum uint64, records int, err error) {
	var event events.DynamoDBEvent
	err = json.Unmarshal(data, &event)
	for i := range event.Records {
		checksum = addRecord(checksum, &event.Records[i])
	}
	return checksum, len(event.Records), err
}

func answer(data []byte, count int) (err error) {
	var checksum uint64
	var records int
	start := time.Now()
	for i := 0; i < count && err == nil; i++ {
		checksum, records, err = read(data)
	}
	fmt.Printf("%.9f %d %d\n", time.Since(start).Seconds(), checksum, records)
	return err
}

func run(path string) error {
	data, err := os.ReadFile(path)
	for lines := bufio.NewScanner(os.Stdin); err == nil && lines.Scan(); {
		count, _ := strconv.Atoi(lines.Text())
		err = answer(data, count)
	}
	return err
}

func title() string {
	build, _ := debug.ReadBuildInfo()
	return fmt.Sprintf("Go %s, aws-lambda-go %s", runtime.Version()[2:], build.Deps[0].Version[1:])
}

func main() {
	if len(os.Args) < 2 {
		fmt.Println(title())
		return
	}
	if err := run(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
