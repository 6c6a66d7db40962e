import { FtpTarget } from "../../../src/targets/ftp/index.ts";
import type { Connector } from "../contract-subject.ts";
import { fileSubject } from "../file-subject.ts";

const host = process.env["CONTRACT_FTP"] ?? "";

const connector: Connector = {
  open: (name) => fileSubject(new FtpTarget(`ftp://${host}/some folder/${name}.txt`)),
  broken: {
    "the user may not in": {
      subject: fileSubject(new FtpTarget(`ftp://somebody:some%20secret@${host}/x.txt`)),
      address: `ftp://somebody@${host}/x.txt`,
      secret: "some secret",
    },
    "nobody listens": {
      subject: fileSubject(new FtpTarget("ftp://somebody@127.0.0.1:1/x.txt", { password: "other secret" })),
      address: "ftp://somebody@127.0.0.1:1/x.txt",
      secret: "other secret",
    },
  },
};
export default connector;
