import { SftpTarget } from "../../../src/targets/sftp/index.ts";
import type { Connector } from "../contract-subject.ts";
import { fileSubject } from "../file-subject.ts";

const server = process.env["CONTRACT_SFTP"] ?? "";
const [user, host] = server.split("@");
const options = {
  hostKey: process.env["CONTRACT_SFTP_HOST_KEY"] ?? "",
  privateKey: process.env["CONTRACT_SFTP_KEY"] ?? "",
};
const impostor = `SHA256:${"A".repeat(43)}`;

const connector: Connector = {
  open: (name) => fileSubject(new SftpTarget(`sftp://${server}/some folder/${name}.txt`, options)),
  broken: {
    "the password is wrong": {
      subject: fileSubject(new SftpTarget(`sftp://${user}:some%20secret@${host}/x.txt`, { hostKey: options.hostKey })),
      address: `sftp://${server}/x.txt`,
      secret: "some secret",
    },
    "the server is another one": {
      subject: fileSubject(new SftpTarget(`sftp://${server}/x.txt`, { ...options, hostKey: impostor })),
      address: `sftp://${server}/x.txt`,
      secret: "OPENSSH PRIVATE KEY",
    },
    "nobody listens": {
      subject: fileSubject(
        new SftpTarget("sftp://somebody@127.0.0.1:1/x.txt", { hostKey: impostor, password: "other secret" }),
      ),
      address: "sftp://somebody@127.0.0.1:1/x.txt",
      secret: "other secret",
    },
  },
};
export default connector;
