// The peer in Go: logs each record of a DynamoDB event, one line of JSON in one write.
package main

import (
	"context"
	"encoding/json"
	"os"
	"time"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-lambda-go/lambda"
	"github.com/aws/aws-lambda-go/lambdacontext"
)

type line struct {
	Code      string    `json:"log_code"`
	Message   string    `json:"log_msg"`
	Level     string    `json:"log_level"`
	Keys      keys      `json:"log_keys"`
	Timestamp time.Time `json:"log_timestamp"`
}

type keys struct {
	RequestID string                      `json:"requestId"`
	Record    *events.DynamoDBEventRecord `json:"record"`
}

func log(record *events.DynamoDBEventRecord, requestID string) error {
	text, err := json.Marshal(line{
		Code:      "DynamoDBStreamRecord",
		Message:   "Events from the DynamoDB Table",
		Level:     "INFO",
		Keys:      keys{requestID, record},
		Timestamp: time.Now().UTC(),
	})
	if err != nil {
		return err
	}
	_, err = os.Stdout.Write(append(text, '\n'))
	return err
}

func handle(ctx context.Context, event events.DynamoDBEvent) (events.DynamoDBEventResponse, error) {
	response := events.DynamoDBEventResponse{BatchItemFailures: []events.DynamoDBBatchItemFailure{}}
	call, _ := lambdacontext.FromContext(ctx)
	for i := range event.Records {
		if err := log(&event.Records[i], call.AwsRequestID); err != nil {
			return response, err
		}
	}
	return response, nil
}

func main() {
	lambda.Start(handle)
}
