import { S3Target } from "../../../src/targets/s3/index.ts";
import type { Connector } from "../contract-subject.ts";
import { fileSubject } from "../file-subject.ts";

const endpoint = process.env["CONTRACT_S3"] ?? "";
const options = { endpoint, region: "us-east-1", accessKeyId: "S3RVER", secretAccessKey: "S3RVER" };

const connector: Connector = {
  open: (name) => fileSubject(new S3Target(`s3://contract/some folder/${name}.txt`, options)),
  broken: {
    "there is no such bucket": {
      subject: fileSubject(new S3Target("s3://nowhere/x", options)),
      address: `s3://nowhere/x at ${endpoint}`,
    },
    "nobody listens": {
      subject: fileSubject(new S3Target("s3://contract/x", { ...options, endpoint: "http://127.0.0.1:1" })),
      address: "s3://contract/x at http://127.0.0.1:1",
      secret: "S3RVER",
    },
  },
};
export default connector;
