package io.github.glacierjob.simulator;

import io.github.glacierjob.simulator.protocol.Route;

/**
 * The operations of the Glacier REST API (version 2012-06-01) that the simulator answers.
 *
 * @see <a href="https://docs.aws.amazon.com/amazonglacier/latest/dev/amazon-glacier-api.html">API reference</a>
 */
public enum Operation {
    CREATE_VAULT,
    DESCRIBE_VAULT,
    DELETE_VAULT,
    LIST_VAULTS,
    UPLOAD_ARCHIVE,
    DELETE_ARCHIVE,
    INITIATE_MULTIPART_UPLOAD,
    LIST_MULTIPART_UPLOADS,
    UPLOAD_MULTIPART_PART,
    COMPLETE_MULTIPART_UPLOAD,
    ABORT_MULTIPART_UPLOAD,
    LIST_PARTS,
    INITIATE_JOB,
    LIST_JOBS,
    DESCRIBE_JOB,
    GET_JOB_OUTPUT,
    SET_VAULT_NOTIFICATIONS,
    GET_VAULT_NOTIFICATIONS,
    DELETE_VAULT_NOTIFICATIONS,
    SET_VAULT_ACCESS_POLICY,
    GET_VAULT_ACCESS_POLICY,
    DELETE_VAULT_ACCESS_POLICY,
    LIST_TAGS_FOR_VAULT,
    /** Adds tags ({@code ?operation=add}) or removes them ({@code ?operation=remove}). */
    CHANGE_TAGS_OF_VAULT,
    PURCHASE_PROVISIONED_CAPACITY,
    LIST_PROVISIONED_CAPACITY,
    GET_DATA_RETRIEVAL_POLICY,
    SET_DATA_RETRIEVAL_POLICY,
    /** Any other request; answered with 404 UnknownOperationException. */
    UNKNOWN;

    static Operation of(Route route) {
        return valueOf(route.name());
    }

    Route route() {
        return Route.valueOf(name());
    }
}
