// Holds the synthesised template, property by property.
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { OrdersStack } from '../lib/orders-stack';
import { MappingSettings, Settings, settings, withContext, zipOf } from '../lib/settings';

const NO_ZIP = 'no/bootstrap.zip';

function stackOf(changes: Partial<Settings> = {}): OrdersStack {
    return new OrdersStack(new App(), 'Orders', { ...settings, zip: NO_ZIP, ...changes });
}

/** The properties of the only resource of a type. */
function propertiesOf(type: string, changes: Partial<Settings> = {}): Record<string, unknown> {
    const found = Object.values(Template.fromStack(stackOf(changes)).findResources(type));
    expect(found).toHaveLength(1);
    return found[0].Properties;
}

function logicalId(template: Template, type: string): string {
    return Object.keys(template.findResources(type))[0];
}

describe('the table', () => {
    const TABLE = 'AWS::DynamoDB::Table';
    const properties = propertiesOf(TABLE);

    test.each([
        ['name', 'TableName', 'orders'],
        ['key', 'KeySchema', [{ AttributeName: 'referenceId', KeyType: 'HASH' }]],
        [
            'key type',
            'AttributeDefinitions',
            [{ AttributeName: 'referenceId', AttributeType: 'S' }],
        ],
        ['billing', 'BillingMode', 'PAY_PER_REQUEST'],
        ['stream', 'StreamSpecification', { StreamViewType: 'NEW_IMAGE' }],
        ['contributor insights', 'ContributorInsightsSpecification', { Enabled: true }],
    ])('%s', (_, property, expected) => {
        expect(properties[property]).toEqual(expected);
    });

    test('has no other property', () => {
        expect(Object.keys(properties)).toHaveLength(6);
    });

    test('is removed with the stack', () => {
        Template.fromStack(stackOf()).hasResource(TABLE, {
            DeletionPolicy: 'Delete',
            UpdateReplacePolicy: 'Delete',
        });
    });
});

describe('the function', () => {
    const FUNCTION = 'AWS::Lambda::Function';
    const properties = propertiesOf(FUNCTION);

    test.each([
        ['runtime', 'Runtime', 'provided.al2023'],
        ['handler', 'Handler', 'bootstrap'],
        ['architecture', 'Architectures', ['x86_64']],
        ['timeout', 'Timeout', 30],
        ['X-Ray', 'TracingConfig', { Mode: 'Active' }],
        ['environment', 'Environment', { Variables: { REPORT_BATCH_ITEM_FAILURES: 'false' } }],
    ])('%s', (_, property, expected) => {
        expect(properties[property]).toEqual(expected);
    });

    test('architecture arm64', () => {
        expect(propertiesOf(FUNCTION, { architecture: 'arm64' }).Architectures).toEqual(['arm64']);
    });

    test('its log goes with the stack', () => {
        const template = Template.fromStack(stackOf());
        template.hasResource('AWS::Logs::LogGroup', {
            DeletionPolicy: 'Delete',
            Properties: { RetentionInDays: 30 },
        });
        template.hasResourceProperties(FUNCTION, {
            LoggingConfig: { LogGroup: { Ref: logicalId(template, 'AWS::Logs::LogGroup') } },
        });
    });

    test('may read the stream and write traces', () => {
        const template = Template.fromStack(stackOf());
        const stream = { 'Fn::GetAtt': [logicalId(template, 'AWS::DynamoDB::Table'), 'StreamArn'] };
        const read = ['DescribeStream', 'GetRecords', 'GetShardIterator'];
        template.hasResourceProperties('AWS::IAM::Policy', {
            PolicyDocument: {
                Statement: [
                    { Action: ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'] },
                    { Action: 'dynamodb:ListStreams' },
                    { Action: read.map((name) => `dynamodb:${name}`), Resource: stream },
                ].map(Match.objectLike),
            },
        });
    });
});

describe('the event source', () => {
    const MAPPING = 'AWS::Lambda::EventSourceMapping';
    const properties = propertiesOf(MAPPING);
    const withMapping = (changes: Partial<MappingSettings>): Partial<Settings> => ({
        mapping: { ...settings.mapping, ...changes },
    });

    test.each([
        ['starts with what comes next', 'StartingPosition', 'LATEST'],
        ['sends records one by one', 'BatchSize', 1],
        ['waits for none', 'MaximumBatchingWindowInSeconds', 0],
        ['does not bisect', 'BisectBatchOnFunctionError', false],
        ['retries until records expire', 'MaximumRetryAttempts', undefined],
        ['has no on-failure queue', 'DestinationConfig', undefined],
        ['takes no partial failures', 'FunctionResponseTypes', undefined],
        ['leaves out no records', 'FilterCriteria', undefined],
    ])('%s', (_, property, expected) => {
        expect(properties[property]).toEqual(expected);
    });

    test.each<[Partial<MappingSettings>, string, unknown]>([
        [{ batchSize: 100 }, 'BatchSize', 100],
        [{ maxBatchingWindow: 5 }, 'MaximumBatchingWindowInSeconds', 5],
        [{ retryAttempts: 0 }, 'MaximumRetryAttempts', 0],
        [{ retryAttempts: 3 }, 'MaximumRetryAttempts', 3],
        [{ bisectBatchOnError: true }, 'BisectBatchOnFunctionError', true],
        [{ reportBatchItemFailures: true }, 'FunctionResponseTypes', ['ReportBatchItemFailures']],
        [
            { filters: [{ eventName: ['INSERT'] }, { eventName: ['REMOVE'] }] },
            'FilterCriteria',
            {
                Filters: [
                    { Pattern: '{"eventName":["INSERT"]}' },
                    { Pattern: '{"eventName":["REMOVE"]}' },
                ],
            },
        ],
    ])('%j', (changes, property, expected) => {
        expect(propertiesOf(MAPPING, withMapping(changes))).toEqual({
            ...properties,
            [property]: expected,
        });
    });

    test('joins the stream and the function', () => {
        const template = Template.fromStack(stackOf());
        const table = logicalId(template, 'AWS::DynamoDB::Table');
        expect(properties.EventSourceArn).toEqual({ 'Fn::GetAtt': [table, 'StreamArn'] });
        const handler = logicalId(template, 'AWS::Lambda::Function');
        expect(properties.FunctionName).toEqual({ Ref: handler });
    });

    test('tells the on-failure queue, if there is to be one', () => {
        const template = Template.fromStack(stackOf(withMapping({ onFailureQueue: true })));
        const queue = { 'Fn::GetAtt': [logicalId(template, 'AWS::SQS::Queue'), 'Arn'] };
        template.hasResourceProperties(MAPPING, {
            DestinationConfig: { OnFailure: { Destination: queue } },
        });
        const send = { Action: Match.arrayWith(['sqs:SendMessage']), Resource: queue };
        template.hasResourceProperties('AWS::IAM::Policy', {
            PolicyDocument: { Statement: Match.arrayWith([Match.objectLike(send)]) },
        });
        template.hasResourceProperties('AWS::SQS::Queue', { MessageRetentionPeriod: 14 * 86400 });
    });

    test.each([true, false])('the function knows that partial failures are %p', (report) => {
        const stack = stackOf(withMapping({ reportBatchItemFailures: report }));
        const template = Template.fromStack(stack);
        template.hasResourceProperties('AWS::Lambda::Function', {
            Environment: { Variables: { REPORT_BATCH_ITEM_FAILURES: String(report) } },
        });
    });
});

describe('the zip', () => {
    const WARNING = Match.stringLikeRegexp(`^There is no ${NO_ZIP}`);
    let folder: string;
    beforeAll(() => {
        folder = mkdtempSync(join(tmpdir(), 'orders-'));
    });
    afterAll(() => rmSync(folder, { recursive: true }));

    test('that is there is the code', () => {
        const zip = join(folder, 'bootstrap.zip');
        writeFileSync(zip, 'as it is');
        const app = new App();
        const stack = new OrdersStack(app, 'Orders', { ...settings, zip });
        const { directory } = app.synth();
        const asset = readdirSync(directory).filter((name) => name.endsWith('.zip'));
        expect(asset).toHaveLength(1);
        expect(readFileSync(join(directory, asset[0]), 'utf8')).toBe('as it is');
        Template.fromStack(stack).hasResourceProperties('AWS::Lambda::Function', {
            Code: { S3Key: asset[0].replace('asset.', '') },
        });
        Annotations.fromStack(stack).hasNoWarning('*', Match.anyValue());
    });

    test.each(['x86_64', 'arm64'] as const)('is where %s is packaged', (architecture) => {
        const expected = `../../../build-lambda-${architecture}/examples/lambda/function.zip`;
        expect(zipOf({ ...settings, architecture })).toBe(expected);
        expect(zipOf({ ...settings, architecture, zip: 'my.zip' })).toBe('my.zip');
    });

    test('that is not there has a placeholder, and a warning', () => {
        Annotations.fromStack(stackOf()).hasWarning('/Orders', WARNING);
    });
});

describe('the command line', () => {
    const given = (values: Record<string, string>) =>
        withContext(settings, (name: string) => values[name]);

    test('may leave all as it is', () => {
        expect(given({})).toEqual(settings);
    });

    test('may name another zip', () => {
        expect(given({ zip: 'my.zip' })).toEqual({ ...settings, zip: 'my.zip' });
    });

    test('may choose the architecture', () => {
        expect(given({ architecture: 'arm64' })).toEqual({ ...settings, architecture: 'arm64' });
    });

    test('can not choose what Lambda lacks', () => {
        expect(() => given({ architecture: 'mips' })).toThrow('not mips');
    });
});
