import { GcsTarget } from "../../../src/targets/gcs/index.ts";
import type { Connector } from "../contract-subject.ts";
import { fileSubject } from "../file-subject.ts";

const apiEndpoint = process.env["CONTRACT_GCS"] ?? "";
const elsewhere = process.env["CONTRACT_GCS_ELSEWHERE"] ?? "";
const options = { apiEndpoint };

const connector: Connector = {
  open: (name) => fileSubject(new GcsTarget(`gs://contract/some folder/${name}.txt`, options)),
  broken: {
    "there is no such bucket": {
      subject: fileSubject(new GcsTarget("gs://nowhere/x", options)),
      address: `gs://nowhere/x at ${apiEndpoint}`,
    },
    "the credentials are not taken": {
      subject: fileSubject(new GcsTarget("gs://contract/x", { apiEndpoint: elsewhere })),
      address: `gs://contract/x at ${elsewhere}`,
      secret: process.env["CONTRACT_GCS_TOKEN"],
    },
    "there are none": {
      subject: fileSubject(new GcsTarget("gs://contract/x", { apiEndpoint, anonymous: true })),
      address: `gs://contract/x at ${apiEndpoint}`,
    },
  },
};
export default connector;
