using Orleans.Runtime;

namespace Orleans.Runtime
{
    /// <summary>Anything that can be called by reference.</summary>
    public interface IAddressable;
}

namespace Orleans
{
    /// <summary>Root of every grain interface.</summary>
    public interface IGrain : IAddressable;

    /// <summary>A grain whose key is a string.</summary>
    public interface IGrainWithStringKey : IGrain;

    /// <summary>A grain whose key is a number. Here only <see cref="IManagementGrain"/> is one.</summary>
    public interface IGrainWithIntegerKey : IGrain;
}
