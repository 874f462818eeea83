using Orleans.Runtime;

namespace Orleans.Runtime
{
    /// <summary>Base of the runtime's faults.</summary>
    public class OrleansException : Exception
    {
        public OrleansException()
            : base("Unexpected error.")
        {
        }

        public OrleansException(string message)
            : base(message)
        {
        }

        public OrleansException(string message, Exception innerException)
            : base(message, innerException)
        {
        }
    }

    /// <summary>The host is put together wrongly.</summary>
    public sealed class OrleansConfigurationException : Exception
    {
        public OrleansConfigurationException(string message)
            : base(message)
        {
        }

        public OrleansConfigurationException(string message, Exception innerException)
            : base(message, innerException)
        {
        }
    }

    /// <summary>The silo is not there to be called: not started, or stopping.</summary>
    public sealed class SiloUnavailableException : OrleansException
    {
        public SiloUnavailableException()
            : base("The silo is unavailable.")
        {
        }

        public SiloUnavailableException(string msg)
            : base(msg)
        {
        }

        public SiloUnavailableException(string message, Exception innerException)
            : base(message, innerException)
        {
        }
    }

    /// <summary>The grain that was producing a sequence went away before its end.</summary>
    public sealed class EnumerationAbortedException : Exception
    {
        public EnumerationAbortedException()
        {
        }

        public EnumerationAbortedException(string message)
            : base(message)
        {
        }
    }

    /// <summary>A reminder could not be kept.</summary>
    public sealed class ReminderException : OrleansException
    {
        public ReminderException(string message)
            : base(message)
        {
        }
    }
}

namespace Orleans.Storage
{
    /// <summary>The stored state is not the one that was read: somebody wrote in between.</summary>
    public class InconsistentStateException : OrleansException
    {
        public InconsistentStateException()
        {
        }

        public InconsistentStateException(string message)
            : base(message)
        {
        }

        public InconsistentStateException(string message, Exception? innerException)
            : base(message, innerException!)
        {
        }

        public InconsistentStateException(string errorMsg, string? storedEtag, string? currentEtag, Exception? storageException)
            : base(errorMsg, storageException!)
        {
            StoredEtag = storedEtag;
            CurrentEtag = currentEtag;
        }

        public InconsistentStateException(string errorMsg, string? storedEtag, string? currentEtag)
            : this(errorMsg, storedEtag, currentEtag, null)
        {
        }

        public InconsistentStateException(string? storedEtag, string? currentEtag, Exception storageException)
            : this(storageException.Message, storedEtag, currentEtag, storageException)
        {
        }

        /// <summary>The ETag in the store.</summary>
        public string? StoredEtag { get; private set; }

        /// <summary>The ETag the writer had.</summary>
        public string? CurrentEtag { get; private set; }
    }
}
