"""What Lambda sends to the function for records that GetRecords returned."""

import base64
import datetime
import json


def event_of(records, stream_arn):
    return json.dumps({"Records": [record_of(record, stream_arn) for record in records]},
                      default=on_the_wire).encode()


def record_of(record, stream_arn):
    made = {**record, "eventSourceARN": stream_arn}
    if "userIdentity" in record:
        made["userIdentity"] = {"principalId": record["userIdentity"]["PrincipalId"],
                                "type": record["userIdentity"]["Type"]}
    return made


def on_the_wire(value):
    """boto3 has made times and bytes of what were numbers and base64 texts."""
    if isinstance(value, datetime.datetime):
        return int(value.timestamp())
    return base64.b64encode(value).decode()


def sequence_number(record):
    return record["dynamodb"]["SequenceNumber"]
