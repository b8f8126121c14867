const { PolicyPack } = require("@pulumi/policy");
const { PACK_NAME, packArgs } = require("../dist/policy/index.js");

new PolicyPack(PACK_NAME, packArgs());
