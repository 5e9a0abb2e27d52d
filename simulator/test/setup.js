// What programs print is compared as text, without colors and without the SDK's notice of what Node it will want next.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
process.env.NO_COLOR = '1';
delete process.env.FORCE_COLOR;
