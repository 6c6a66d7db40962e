import { WebHdfsTarget } from "../../../src/targets/webhdfs/index.ts";
import type { Connector } from "../contract-subject.ts";
import { fileSubject } from "../file-subject.ts";
import { HDFS_USER } from "../servers/webhdfs-server.ts";

const host = process.env["CONTRACT_WEBHDFS"] ?? "";

const connector: Connector = {
  open: (name) => fileSubject(new WebHdfsTarget(`webhdfs://${HDFS_USER}@${host}/some folder/${name}.txt`)),
  broken: {
    "the user may not in": {
      subject: fileSubject(new WebHdfsTarget(`webhdfs://somebody@${host}/x.txt`)),
      address: `webhdfs://somebody@${host}/x.txt`,
    },
    "the token is wrong": {
      subject: fileSubject(new WebHdfsTarget(`webhdfs://${host}/x.txt`, { token: "some secret" })),
      address: `webhdfs://${host}/x.txt`,
      secret: "some secret",
    },
    "nobody listens": {
      subject: fileSubject(new WebHdfsTarget("webhdfs://somebody@127.0.0.1:1/x.txt")),
      address: "webhdfs://somebody@127.0.0.1:1/x.txt",
    },
  },
};
export default connector;
