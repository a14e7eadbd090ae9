// What one may want to change in the stack: the function's build, and how the stream is read.

/** How Lambda carries the stream's records to the function. */
export interface MappingSettings {
    /** Records in one invocation: 1 to 10,000. */
    batchSize: number;
    /** Seconds to wait for a batch to fill: 0 to 300. */
    maxBatchingWindow: number;
    /** Retries of a failed batch: 0 to 10,000. Left out: until its records expire, after a day. */
    retryAttempts?: number;
    /** Halves a batch that failed, so that in the end one bad record fails alone. */
    bisectBatchOnError: boolean;
    /** Makes a queue that is told of each batch that was given up. */
    onFailureQueue: boolean;
    /** The function replies which record failed, and what came before it is not sent again. */
    reportBatchItemFailures: boolean;
    /** Sends only records that match one of these patterns. Left out: all records. */
    filters?: Record<string, unknown>[];
}

export interface Settings {
    /** The kind of machine that the function is built for. The Makefile always says its own. */
    architecture: 'x86_64' | 'arm64';
    /** The function's zip, with `bootstrap` in it. Left out: the one that ../package makes. */
    zip?: string;
    mapping: MappingSettings;
}

export const settings: Settings = {
    architecture: 'x86_64',
    mapping: {
        batchSize: 1,
        maxBatchingWindow: 0,
        retryAttempts: undefined,
        bisectBatchOnError: false,
        onFailureQueue: false,
        reportBatchItemFailures: false,
        filters: undefined, // such as [{ eventName: ['INSERT', 'MODIFY'] }]
    },
};

export function zipOf(of: Settings): string {
    return of.zip ?? `../../../build-lambda-${of.architecture}/examples/lambda/function.zip`;
}

/** The settings, with what the command line gave: `cdk deploy -c architecture=arm64`. */
export function withContext(base: Settings, context: (name: string) => unknown): Settings {
    const zip = (context('zip') as string | undefined) ?? base.zip;
    const architecture = context('architecture') ?? base.architecture;
    if (architecture !== 'x86_64' && architecture !== 'arm64') {
        throw new Error(`architecture is x86_64 or arm64, not ${architecture}`);
    }
    return { ...base, zip, architecture };
}
