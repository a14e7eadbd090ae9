#!/usr/bin/env python3
"""orders.py MOTO_SERVER CARGO_LAMBDA BOOTSTRAP: puts, updates and deletes an order on this machine,
and has the function log the three records."""

import contextlib
import json
import signal
import sys

from function import Function
from poller import Poller, Rules
from service import Service

KEY = {"referenceId": {"S": "order-1"}}


def write(dynamodb):
    """Writes one change at a time."""
    yield "put an order", dynamodb.put_item(
        TableName="orders", Item={**KEY, "total": {"N": "12.50"}, "paid": {"BOOL": False}})
    yield "updated it", dynamodb.update_item(
        TableName="orders", Key=KEY, UpdateExpression="SET paid = :paid",
        ExpressionAttributeValues={":paid": {"BOOL": True}})
    yield "deleted it", dynamodb.delete_item(TableName="orders", Key=KEY)


def log_orders(moto_server, cargo_lambda, bootstrap):
    """Returns what was given up."""
    failed = []
    with contextlib.ExitStack() as started:
        service = started.enter_context(contextlib.closing(Service(moto_server)))
        function = started.enter_context(contextlib.closing(
            Function(bootstrap, cargo_lambda, report_failures=False)))
        poller = Poller(service.streams, service.create_orders(), function,
                        Rules(retry_attempts=2), failed.append)
        for what, _ in write(service.dynamodb):
            print(what, file=sys.stderr)
            poller.poll()
    return failed


def main():
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        failed = log_orders(*sys.argv[1:4])
    except KeyboardInterrupt:
        return 130
    for document in failed:
        print("given up:", json.dumps(document), file=sys.stderr)
    return 1 if failed else 0


sys.exit(main())
