// The tests run as tsc wrote them: what is deployed is what is tested.
module.exports = {
    testEnvironment: 'node',
    roots: ['<rootDir>/dist/test'],
};
