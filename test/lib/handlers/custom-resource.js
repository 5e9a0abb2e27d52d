exports.handler = async () => ({ IsComplete: true });
