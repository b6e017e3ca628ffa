"""Shows that boto3 and the AWS CLI work against the simulator.

    python3 peers.py http://127.0.0.1:PORT [path of the aws program]

Needs boto3 (Debian: python3-boto3) and, unless the second argument is "-", the AWS CLI (Debian: awscli). The simulator's
jobs should take about a second (--job-time 1s). Prints one line per check and exits with 1 at the first mismatch.
"""

import csv
import json
import os
import random
import subprocess
import sys
import tempfile
import time

import boto3
from botocore.exceptions import ClientError
from botocore.utils import calculate_tree_hash

MIB = 1 << 20
VAULT = "peers"
WHOLE = random.Random(1).randbytes(3 * MIB + 5)
IN_PARTS = random.Random(2).randbytes(5 * MIB + 1)
JOBS = 120
ENV = dict(
    os.environ,
    AWS_ACCESS_KEY_ID="key",
    AWS_SECRET_ACCESS_KEY="secret",
    AWS_DEFAULT_REGION="us-east-1",
    AWS_PAGER="",
)


def check(what, expected, actual):
    if expected != actual:
        print(f"MISMATCH {what}: expected {expected!r:.300}, got {actual!r:.300}")
        sys.exit(1)
    print(f"ok {what}")


def tree_hash(data):
    with tempfile.TemporaryFile() as file:
        file.write(data)
        file.seek(0)
        return calculate_tree_hash(file)


def wait_for(describe):
    for _ in range(600):
        job = describe()
        if job["Completed"]:
            return job
        time.sleep(0.1)
    print("MISMATCH a job did not end within a minute")
    sys.exit(1)


def upload(glacier):
    answer = glacier.upload_archive(vaultName=VAULT, archiveDescription='say "hi", twice', body=WHOLE)
    check("boto3 uploads an archive", tree_hash(WHOLE), answer["checksum"])
    return answer["archiveId"]


def upload_in_parts(glacier):
    upload_id = glacier.initiate_multipart_upload(
        vaultName=VAULT, archiveDescription="in parts", partSize=str(2 * MIB)
    )["uploadId"]
    for start in range(0, len(IN_PARTS), 2 * MIB):
        part = IN_PARTS[start : start + 2 * MIB]
        answer = glacier.upload_multipart_part(
            vaultName=VAULT, uploadId=upload_id, range=f"bytes {start}-{start + len(part) - 1}/*", body=part
        )
        check(f"boto3 uploads the part at {start}", tree_hash(part), answer["checksum"])
    parts = glacier.list_parts(vaultName=VAULT, uploadId=upload_id)["Parts"]
    ranges = ["0-2097151", "2097152-4194303", "4194304-5242880"]
    check("boto3 lists the parts", ranges, [part["RangeInBytes"] for part in parts])
    answer = glacier.complete_multipart_upload(
        vaultName=VAULT, uploadId=upload_id, archiveSize=str(len(IN_PARTS)), checksum=tree_hash(IN_PARTS)
    )
    check("boto3 completes an upload in parts", tree_hash(IN_PARTS), answer["checksum"])
    return answer["archiveId"]


def retrieve(glacier, archive_id):
    parameters = {"Type": "archive-retrieval", "ArchiveId": archive_id, "Description": "all", "Tier": "Expedited"}
    job_id = glacier.initiate_job(vaultName=VAULT, jobParameters=parameters)["jobId"]
    job = wait_for(lambda: glacier.describe_job(vaultName=VAULT, jobId=job_id))
    check("boto3 describes a job", "Succeeded", job["StatusCode"])
    check("boto3 describes its tier", "Expedited", job["Tier"])
    check("boto3 describes its hash", tree_hash(WHOLE), job["SHA256TreeHash"])
    output = glacier.get_job_output(vaultName=VAULT, jobId=job_id)
    check("boto3 gets an output", WHOLE, output["body"].read())
    check("boto3 gets its hash", [200, tree_hash(WHOLE)], [output["status"], output["checksum"]])
    output = glacier.get_job_output(vaultName=VAULT, jobId=job_id, range=f"bytes={2 * MIB}-{4 * MIB - 1}")
    check("boto3 gets a range beyond the end", WHOLE[2 * MIB :], output["body"].read())
    check("boto3 gets its Content-Range", f"bytes 2097152-3145732/{len(WHOLE)}", output["contentRange"])
    check("boto3 gets the hash of the range", tree_hash(WHOLE[2 * MIB :]), output["checksum"])


def list_all(glacier):
    parameters = {"Type": "inventory-retrieval"}
    first = [glacier.initiate_job(vaultName=VAULT, jobParameters=parameters)["jobId"] for _ in range(JOBS)]
    pages = list(glacier.get_paginator("list_jobs").paginate(vaultName=VAULT))
    ids = [job["JobId"] for page in pages for job in page["JobList"]]
    check("boto3 lists the jobs in order", first, [job for job in ids if job in set(first)])
    check("boto3 lists them over several pages", True, len(pages) >= JOBS // 50 + 1)


def inventory(glacier, form, ids):
    parameters = {"Type": "inventory-retrieval", "Format": form}
    job_id = glacier.initiate_job(vaultName=VAULT, jobParameters=parameters)["jobId"]
    job = wait_for(lambda: glacier.describe_job(vaultName=VAULT, jobId=job_id))
    output = glacier.get_job_output(vaultName=VAULT, jobId=job_id)
    body = output["body"].read()
    check(f"boto3 knows the size of a {form} inventory", len(body), job["InventorySizeInBytes"])
    if form == "JSON":
        rows = json.loads(body)["ArchiveList"]
        check("boto3 gets the type of a JSON inventory", "application/json", output["contentType"])
        descriptions = [row["ArchiveDescription"] for row in rows]
    else:
        rows = list(csv.DictReader(body.decode().splitlines(), escapechar="\\", doublequote=False))
        check("boto3 gets the type of a CSV inventory", "text/csv", output["contentType"])
        descriptions = [row["ArchiveDescription"] for row in rows]
    check(f"boto3 gets the ids of a {form} inventory", ids, [row["ArchiveId"] for row in rows])
    check(f"boto3 gets the descriptions of a {form} inventory", ['say "hi", twice', "in parts"], descriptions)
    hashes = [tree_hash(WHOLE), tree_hash(IN_PARTS)]
    check(f"boto3 gets the hashes of a {form} inventory", hashes, [row["SHA256TreeHash"] for row in rows])


def errors(glacier):
    try:
        glacier.describe_job(vaultName=VAULT, jobId="none")
        check("boto3 misses an unknown job", "an error", "an answer")
    except ClientError as error:
        check("boto3 misses an unknown job", "ResourceNotFoundException", error.response["Error"]["Code"])


def archives_of_an_earlier_run(glacier):
    if glacier.describe_vault(vaultName=VAULT)["NumberOfArchives"] == 0:
        return []
    job_id = glacier.initiate_job(vaultName=VAULT, jobParameters={"Type": "inventory-retrieval"})["jobId"]
    wait_for(lambda: glacier.describe_job(vaultName=VAULT, jobId=job_id))
    body = glacier.get_job_output(vaultName=VAULT, jobId=job_id)["body"].read()
    return [archive["ArchiveId"] for archive in json.loads(body)["ArchiveList"]]


def with_boto3(endpoint):
    glacier = boto3.client(
        "glacier",
        endpoint_url=endpoint,
        region_name="us-east-1",
        aws_access_key_id="key",
        aws_secret_access_key="secret",
    )
    glacier.create_vault(vaultName=VAULT)
    for archive in archives_of_an_earlier_run(glacier):
        glacier.delete_archive(vaultName=VAULT, archiveId=archive)
    ids = [upload(glacier), upload_in_parts(glacier)]
    check("boto3 describes a vault", 2, glacier.describe_vault(vaultName=VAULT)["NumberOfArchives"])
    retrieve(glacier, ids[0])
    list_all(glacier)
    inventory(glacier, "JSON", ids)
    inventory(glacier, "CSV", ids)
    errors(glacier)
    return ids


def with_cli(endpoint, program, archive_id):
    def aws(*arguments):
        command = [program, "--endpoint-url", endpoint, "--output", "json", "glacier", *arguments, "--account-id=-"]
        done = subprocess.run(command, env=ENV, capture_output=True, text=True)
        if done.returncode != 0:
            check("aws " + " ".join(arguments), "success", done.stderr)
        return json.loads(done.stdout) if done.stdout.strip() else None

    with tempfile.TemporaryDirectory() as directory:
        file = os.path.join(directory, "output")
        check("aws describes a vault", VAULT, aws("describe-vault", "--vault-name", VAULT)["VaultName"])
        parameters = json.dumps({"Type": "archive-retrieval", "ArchiveId": archive_id})
        job_id = aws("initiate-job", "--vault-name", VAULT, "--job-parameters", parameters)["jobId"]
        job = wait_for(lambda: aws("describe-job", "--vault-name", VAULT, "--job-id=" + job_id))
        check("aws describes a job", tree_hash(IN_PARTS), job["SHA256TreeHash"])
        jobs = aws("list-jobs", "--vault-name", VAULT)["JobList"]
        check("aws lists all jobs", True, len(jobs) > JOBS and jobs[-1]["JobId"] == job_id)
        answer = aws("get-job-output", "--vault-name", VAULT, "--job-id=" + job_id, file)
        check("aws gets an output", IN_PARTS, open(file, "rb").read())
        check("aws gets its hash", tree_hash(IN_PARTS), answer["checksum"])
        aws("get-job-output", "--vault-name", VAULT, "--job-id=" + job_id, "--range", "bytes=0-1048575", file)
        check("aws gets a range", IN_PARTS[:MIB], open(file, "rb").read())
        answer = aws("upload-archive", "--vault-name", VAULT, "--body", file)
        check("aws uploads an archive", tree_hash(IN_PARTS[:MIB]), answer["checksum"])
        aws("delete-archive", "--vault-name", VAULT, "--archive-id=" + answer["archiveId"])


def main():
    if len(sys.argv) not in (2, 3):
        print(__doc__)
        sys.exit(2)
    ids = with_boto3(sys.argv[1])
    program = sys.argv[2] if len(sys.argv) == 3 else "aws"
    if program != "-":
        with_cli(sys.argv[1], program, ids[1])


main()
