export { ContainerTask } from "./container-task.ts";
export { ExternalProgramTask } from "./external-program-task.ts";
export { HadoopJarTask } from "./hadoop-jar-task.ts";
export { SparkSubmitTask } from "./spark-submit-task.ts";
