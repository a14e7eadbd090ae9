// The stack: a table, its stream, and a function that logs each change.
import { existsSync } from 'node:fs';
import { Annotations, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { AttributeType, BillingMode, StreamViewType, Table } from 'aws-cdk-lib/aws-dynamodb';
import {
    Architecture,
    Code,
    FilterCriteria,
    Function,
    Runtime,
    StartingPosition,
    Tracing,
} from 'aws-cdk-lib/aws-lambda';
import { DynamoEventSource, SqsDlq } from 'aws-cdk-lib/aws-lambda-event-sources';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { MappingSettings, Settings, zipOf } from './settings';

const ARCHITECTURES = { x86_64: Architecture.X86_64, arm64: Architecture.ARM_64 };

export class OrdersStack extends Stack {
    constructor(scope: Construct, id: string, settings: Settings) {
        super(scope, id, { description: 'Logs each change of the table orders' });
        const table = this.table();
        const handler = this.handler(settings);
        handler.addEventSource(this.eventSource(table, settings.mapping));
    }

    private table(): Table {
        return new Table(this, 'Orders', {
            tableName: 'orders',
            partitionKey: { name: 'referenceId', type: AttributeType.STRING },
            billingMode: BillingMode.PAY_PER_REQUEST,
            stream: StreamViewType.NEW_IMAGE,
            contributorInsightsSpecification: { enabled: true },
            removalPolicy: RemovalPolicy.DESTROY,
        });
    }

    private handler(settings: Settings): Function {
        return new Function(this, 'LogOrders', {
            description: 'Logs each record of the stream of the table orders',
            runtime: Runtime.PROVIDED_AL2023,
            handler: 'bootstrap',
            code: this.code(zipOf(settings)),
            architecture: ARCHITECTURES[settings.architecture],
            timeout: Duration.seconds(30),
            tracing: Tracing.ACTIVE,
            logGroup: new LogGroup(this, 'Log', {
                retention: RetentionDays.ONE_MONTH,
                removalPolicy: RemovalPolicy.DESTROY,
            }),
            environment: {
                REPORT_BATCH_ITEM_FAILURES: String(settings.mapping.reportBatchItemFailures),
            },
        });
    }

    /** Without a zip the stack can still be looked at. `make deploy` stops at the warning. */
    private code(zip: string): Code {
        if (existsSync(zip)) {
            return Code.fromAsset(zip);
        }
        Annotations.of(this).addWarningV2(
            'orders:placeholder',
            `There is no ${zip}: a placeholder stands in for the function. Do not deploy it.`,
        );
        return Code.fromAsset('placeholder');
    }

    private eventSource(table: Table, mapping: MappingSettings): DynamoEventSource {
        return new DynamoEventSource(table, {
            startingPosition: StartingPosition.LATEST,
            batchSize: mapping.batchSize,
            maxBatchingWindow: Duration.seconds(mapping.maxBatchingWindow),
            retryAttempts: mapping.retryAttempts,
            bisectBatchOnError: mapping.bisectBatchOnError,
            onFailure: mapping.onFailureQueue
                ? new SqsDlq(new Queue(this, 'Failed', { retentionPeriod: Duration.days(14) }))
                : undefined,
            reportBatchItemFailures: mapping.reportBatchItemFailures,
            filters: mapping.filters?.map((pattern) => FilterCriteria.filter(pattern)),
        });
    }
}
